package dev.joey;

import dev.joey.config.BadConfiguration;
import dev.joey.config.BuildInfo;
import dev.joey.config.DaemonConfiguration;
import dev.joey.error.EngineException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;

/** The program: {@code joey daemon [options]}, {@code joey version}, {@code joey help}. */
@QuarkusMain
public final class Joey {
    private static final int FAILURE = 1;
    private static final int MISUSE = 2;
    private static final String HELP =
            """
            joey daemon [options]   run the daemon in the foreground; joey daemon --help lists options
            joey version            show the version
            joey help               show this
            """;

    private Joey() {}

    /**
     * Runs one command; exit code 0, 1 for a failure told in one line, 2 for an unknown command.
     */
    public static void main(String... arguments) {
        String command = arguments.length == 0 ? "help" : arguments[0];
        switch (command) {
            case "daemon" -> daemon(Arrays.copyOfRange(arguments, 1, arguments.length));
            case "version", "--version", "-v" -> System.out.println(version());
            case "help", "--help", "-h" -> System.out.print(HELP);
            default -> {
                System.err.println("joey: unknown command: " + command);
                System.err.print(HELP);
                System.exit(MISUSE);
            }
        }
    }

    private static void daemon(String... options) {
        try {
            DaemonConfiguration configuration = DaemonConfiguration.of(options);
            switch (configuration.wish()) {
                case SHOW_HELP -> System.out.print(DaemonConfiguration.help());
                case SHOW_VERSION -> System.out.println(version());
                case VALIDATE -> System.out.println("configuration OK");
                case RUN -> run(configuration);
            }
        } catch (BadConfiguration problem) {
            fail(problem.getMessage());
        }
    }

    private static void run(DaemonConfiguration configuration) throws BadConfiguration {
        try (DaemonRoots roots = DaemonRoots.take(configuration)) {
            configuration.properties(roots.runtimeScripts()).forEach(System::setProperty);
            // Both libraries unpack native code. /run is often mounted noexec, so not there.
            System.setProperty("org.sqlite.tmpdir", roots.nativeCode().toString());
            System.setProperty("io.netty.native.workdir", roots.nativeCode().toString());
            StopSignals.heed();
            Quarkus.run(
                    DaemonApplication.class, (status, failure) -> ended(roots, status, failure));
        }
    }

    private static void ended(DaemonRoots roots, int status, Throwable failure) {
        roots.close();
        if (failure != null) {
            fail(explain(failure));
        }
        System.exit(status);
    }

    /** One line for what a user can do something about; the whole trace for a fault of ours. */
    private static String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineException) {
                return cause.getMessage();
            }
        }
        failure.printStackTrace();
        return "cannot start: " + failure;
    }

    private static void fail(String message) {
        System.err.println("joey: " + message);
        System.exit(FAILURE);
    }

    private static String version() {
        BuildInfo build = BuildInfo.read();
        return "Joey version " + build.version() + ", build " + build.commit();
    }
}
