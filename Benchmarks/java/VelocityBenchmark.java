import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Apache Velocity 1.7 with Jayway JsonPath and Jackson, measured.
 *
 * <pre>
 * VelocityBenchmark render FOLDER     renders a workload once and prints the output: a cold start
 * VelocityBenchmark serve             answers lines: "load FOLDER" with "equal" or "different",
 *                                     "run COUNT" with the nanoseconds of wall time and of
 *                                     processor time that COUNT renders took
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
                System.out.println(times(workload, Integer.parseInt(line.substring(4))));
            } else {
                throw new IOException("unknown request: " + line);
            }
        }
    }

    private static boolean isRight(Workload workload, Path folder) throws IOException {
        return Arrays.equals(workload.render(), Files.readAllBytes(folder.resolve("expected.txt")));
    }

    private static String times(Workload workload, int count) {
        long wall = System.nanoTime();
        long processor = PROCESS.getProcessCpuTime();
        for (int i = 0; i < count; i++) outputBytes += workload.render().length;
        processor = PROCESS.getProcessCpuTime() - processor;
        return (System.nanoTime() - wall) + " " + processor;
    }

    /** Its processor time is that of all threads: collections count, and what is still compiled. */
    private static final OperatingSystemMXBean PROCESS =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
}
