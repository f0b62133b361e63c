import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Gathers a render's text in memory that is used again, without the locks of StringWriter. */
final class OutputWriter extends Writer {
    private final StringBuilder text = new StringBuilder();

    void clear() {
        text.setLength(0);
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void write(int character) {
        text.append((char) character);
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        text.append(characters, offset, length);
    }

    @Override
    public void write(String string) {
        text.append(string);
    }

    @Override
    public void write(String string, int offset, int length) {
        text.append(string, offset, offset + length);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
