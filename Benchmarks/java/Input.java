import com.fasterxml.jackson.databind.ObjectMapper;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * {@code $input} of one request. The body is parsed by Jackson at the first use, once, straight from its bytes; paths
 * are Jayway's, compiled once for the life of the process.
 */
public final class Input {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final Configuration JAYWAY = Configuration.builder()
        .jsonProvider(new JacksonJsonProvider(JACKSON))
        .mappingProvider(new JacksonMappingProvider(JACKSON))
        .options(Option.SUPPRESS_EXCEPTIONS)
        .build();
    private static final Map<String, JsonPath> PATHS = new HashMap<>();

    private final byte[] body;
    private final Map<String, Map<String, String>> parameters;
    private Object document;

    Input(byte[] body, Map<String, Map<String, String>> parameters) {
        this.body = body;
        this.parameters = parameters;
    }

    public String getBody() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Object path(String path) throws IOException {
        if (document == null) document = JACKSON.readValue(body, Object.class);
        if (path.equals("$")) return document;
        return PATHS.computeIfAbsent(path, JsonPath::compile).read(document, JAYWAY);
    }

    public String json(String path) throws IOException {
        Object value = path(path);
        return value == null ? "\"\"" : text(value);
    }

    public Map<String, Map<String, String>> params() {
        return parameters;
    }

    public String params(String name) {
        for (Map<String, String> group : parameters.values()) {
            String value = group.get(name);
            if (value != null) return value;
        }
        return "";
    }

    private static String text(Object value) throws IOException {
        return JACKSON.writeValueAsString(value);
    }
}
