import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Apache Velocity 1.7 with Jayway JsonPath and Jackson, measured.
 *
 * <pre>
 * VelocityBenchmark render FOLDER     renders a workload once and prints the output: a cold start
 * VelocityBenchmark serve             answers lines: "load FOLDER" with "equal" or "different",
 *                                     "run COUNT" with the nanoseconds that COUNT renders took
 * </pre>
 */
public final class VelocityBenchmark {
    /** Outputs are looked at, so that no compiler can leave a render out. */
    private static long outputBytes;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 2 && arguments[0].equals("render")) {
            System.out.write(new Workload(Path.of(arguments[1])).render());
            System.out.flush();
        } else if (arguments.length == 1 && arguments[0].equals("serve")) {
            serve();
        } else {
            System.err.println("usage: VelocityBenchmark (render FOLDER | serve)");
            System.exit(2);
        }
    }

    private static void serve() throws Exception {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in));
        Workload workload = null;
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            if (line.startsWith("load ")) {
                Path folder = Path.of(line.substring(5));
                workload = new Workload(folder);
                System.out.println(isRight(workload, folder) ? "equal" : "different");
            } else if (line.startsWith("run ") && workload != null) {
                System.out.println(nanoseconds(workload, Integer.parseInt(line.substring(4))));
            } else {
                throw new IOException("unknown request: " + line);
            }
        }
    }

    private static boolean isRight(Workload workload, Path folder) throws IOException {
        return Arrays.equals(workload.render(), Files.readAllBytes(folder.resolve("expected.txt")));
    }

    private static long nanoseconds(Workload workload, int count) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) outputBytes += workload.render().length;
        return System.nanoTime() - start;
    }
}
