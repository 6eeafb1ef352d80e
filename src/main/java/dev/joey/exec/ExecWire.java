package dev.joey.exec;

import dev.joey.error.EngineException.InvalidParameter;
import dev.joey.exec.ExecState.Exited;
import dev.joey.exec.ExecState.Running;
import dev.joey.exec.wire.ExecCreateBody;
import dev.joey.exec.wire.ExecInspect;
import dev.joey.oci.RuntimeSpec.ConsoleSize;
import dev.joey.stdio.DetachKeys;
import java.util.List;

/** Between the exec API's JSON and the domain. Source: dockerd's exec routes. */
final class ExecWire {
    private static final int MOST_CELLS = 0xffff;

    private ExecWire() {}

    /**
     * Understands a create request.
     *
     * @param apiMinor 51 for API 1.51; a console's size is known from 42 on
     * @throws InvalidParameter in dockerd's words
     */
    static ExecSpec spec(ExecCreateBody body, int apiMinor) {
        if (body == null || body.cmd() == null || body.cmd().isEmpty()) {
            throw new InvalidParameter("No exec command specified");
        }
        return new ExecSpec(
                body.cmd(),
                body.env() == null ? List.of() : body.env(),
                orEmpty(body.user()),
                orEmpty(body.workingDir()),
                isTrue(body.tty()),
                isTrue(body.privileged()),
                isTrue(body.attachStdin()),
                isTrue(body.attachStdout()),
                isTrue(body.attachStderr()),
                detachKeys(orEmpty(body.detachKeys())),
                apiMinor < 42 ? null : checked(body.consoleSize()));
    }

    /** A size that a start tells; null if it tells none that counts. */
    static ConsoleSize size(List<Integer> given, boolean tty, int apiMinor) {
        return tty && apiMinor >= 42 ? size(checked(given)) : null;
    }

    /** Null without a size; zeros mean that the client knows none. */
    static ConsoleSize size(List<Integer> heightAndWidth) {
        if (heightAndWidth == null || heightAndWidth.contains(0)) {
            return null;
        }
        return new ConsoleSize(heightAndWidth.get(0), heightAndWidth.get(1));
    }

    /** The document of inspect. */
    static ExecInspect inspect(ExecView view) {
        Exec exec = view.exec();
        ExecSpec spec = exec.spec();
        return new ExecInspect(
                exec.id().value(),
                exec.state() instanceof Running,
                exec.state() instanceof Exited ended ? ended.code() : null,
                new ExecInspect.ProcessConfig(
                        spec.tty(),
                        spec.command().getFirst(),
                        spec.command().subList(1, spec.command().size()),
                        spec.privileged(),
                        spec.user().isEmpty() ? null : spec.user()),
                spec.stdin(),
                spec.stderr(),
                spec.stdout(),
                false,
                exec.container().value(),
                DetachKeys.parse(spec.detachKeys()),
                view.pid());
    }

    private static String detachKeys(String notation) {
        try {
            var _ = DetachKeys.parse(notation);
            return notation;
        } catch (InvalidParameter e) {
            throw new InvalidParameter("Invalid escape keys (" + notation + ") provided", e);
        }
    }

    private static List<Integer> checked(List<Integer> heightAndWidth) {
        if (heightAndWidth == null || heightAndWidth.isEmpty()) {
            return null;
        }
        boolean fits =
                heightAndWidth.size() == 2
                        && heightAndWidth.stream()
                                .allMatch(
                                        cells ->
                                                cells != null && cells >= 0 && cells <= MOST_CELLS);
        if (!fits) {
            throw new InvalidParameter("invalid ConsoleSize: " + heightAndWidth);
        }
        return heightAndWidth;
    }

    private static boolean isTrue(Boolean given) {
        return given != null && given;
    }

    private static String orEmpty(String given) {
        return given == null ? "" : given;
    }
}
