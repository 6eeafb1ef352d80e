package dev.joey.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The Docker CLI and one daemon for all tests of a class, which has the image {@code busybox}.
 * After each test its containers are removed; after the last one nothing may be left.
 */
public final class DockerCli implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final String[] options;
    private DaemonUnderTest daemon;
    private Path image;

    /** The options are the daemon's. */
    public DockerCli(String... options) {
        this.options = options.clone();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        daemon = DaemonUnderTest.running(options);
        image = Program.busyboxImage(daemon.root().resolve("busybox.tar"));
        ok("load", "-q", "-i", image.toString());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        removeContainers();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (daemon != null) {
            daemon.close();
        }
    }

    public DaemonUnderTest daemon() {
        return daemon;
    }

    /** The archive of the image {@code busybox}. */
    public Path image() {
        return image;
    }

    /** Removes all containers, running ones too. */
    public void removeContainers() {
        List<String> ids = lines("ps", "-aq", "--no-trunc");
        if (!ids.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("rm", "-f"));
            command.addAll(ids);
            ok(command.toArray(String[]::new));
        }
    }

    /** Runs a command. */
    public Program.Result run(String... arguments) {
        return daemon.docker(arguments);
    }

    /** Runs a command with input. */
    public Program.Result withInput(String input, String... arguments) {
        return daemon.dockerWithInput(input, arguments);
    }

    /** Runs a command that must succeed; its output without the last newline. */
    public String ok(String... arguments) {
        return daemon.docker(arguments).ok().stripTrailing();
    }

    /** Runs a command that must succeed; the lines of its output. */
    public List<String> lines(String... arguments) {
        return daemon.docker(arguments).ok().lines().toList();
    }

    /** Runs a container of busybox without network, removes it, and answers its output. */
    public String inside(List<String> options, String... command) {
        List<String> arguments = new ArrayList<>(List.of("run", "--rm", "--network", "none"));
        arguments.addAll(options);
        arguments.add("busybox");
        arguments.addAll(Arrays.asList(command));
        return ok(arguments.toArray(String[]::new));
    }

    /** Starts a container of busybox without network in the background. */
    public String background(String name, String script, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("run", "-d", "--network", "none", "--name", name));
        arguments.addAll(Arrays.asList(options));
        arguments.addAll(List.of("busybox", "sh", "-c", script));
        return ok(arguments.toArray(String[]::new));
    }

    /** One value of a container or an image. */
    public String inspect(String name, String template) {
        return ok("inspect", "--format", template, name);
    }

    /** Starts a command that runs beside the test. */
    public LiveProgram live(String... arguments) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(Arrays.asList(arguments));
        return LiveProgram.start(daemon.dockerEnvironment(), argv);
    }

    /** Starts a command at a terminal; its exit code is the command's. */
    public LiveProgram terminal(String... arguments) {
        StringBuilder command = new StringBuilder("docker");
        for (String argument : arguments) {
            command.append(" '").append(argument.replace("'", "'\\''")).append('\'');
        }
        return LiveProgram.start(
                daemon.dockerEnvironment(),
                List.of("script", "-qefc", command.toString(), "/dev/null"));
    }

    /** This moment for {@code --since} and {@code --until}; durations are cut to whole seconds. */
    public static String now() {
        return Instant.now().toString();
    }

    /** A file below the daemon's folder, which goes with it. */
    public Path file(String name, byte[] bytes) {
        try {
            return Files.write(daemon.root().resolve(name), bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
