package dev.joey.container;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.Locale;
import java.util.Map;

/**
 * The signals of Linux by name and number. Source: signal(7), the x86 and ARM column; numbers of
 * real-time signals as the C library leaves them (34 to 64).
 */
public final class Signals {
    /** What stop sends when nobody said. */
    public static final int TERM = 15;

    /** What cannot be caught. */
    public static final int KILL = 9;

    private static final int RT_MIN = 34;
    private static final int RT_MAX = 64;

    private static final Map<String, Integer> NUMBERS =
            Map.ofEntries(
                    Map.entry("HUP", 1),
                    Map.entry("INT", 2),
                    Map.entry("QUIT", 3),
                    Map.entry("ILL", 4),
                    Map.entry("TRAP", 5),
                    Map.entry("ABRT", 6),
                    Map.entry("IOT", 6),
                    Map.entry("BUS", 7),
                    Map.entry("FPE", 8),
                    Map.entry("KILL", KILL),
                    Map.entry("USR1", 10),
                    Map.entry("SEGV", 11),
                    Map.entry("USR2", 12),
                    Map.entry("PIPE", 13),
                    Map.entry("ALRM", 14),
                    Map.entry("TERM", TERM),
                    Map.entry("STKFLT", 16),
                    Map.entry("CHLD", 17),
                    Map.entry("CLD", 17),
                    Map.entry("CONT", 18),
                    Map.entry("STOP", 19),
                    Map.entry("TSTP", 20),
                    Map.entry("TTIN", 21),
                    Map.entry("TTOU", 22),
                    Map.entry("URG", 23),
                    Map.entry("XCPU", 24),
                    Map.entry("XFSZ", 25),
                    Map.entry("VTALRM", 26),
                    Map.entry("PROF", 27),
                    Map.entry("WINCH", 28),
                    Map.entry("IO", 29),
                    Map.entry("POLL", 29),
                    Map.entry("PWR", 30),
                    Map.entry("SYS", 31),
                    Map.entry("RTMIN", RT_MIN),
                    Map.entry("RTMAX", RT_MAX));

    private Signals() {}

    /**
     * The number of a signal given as {@code SIGKILL}, {@code kill}, {@code 9}, {@code RTMIN+3} or
     * {@code SIGRTMAX-2}.
     *
     * @return 1 to 64
     * @throws InvalidParameter {@code invalid signal: x}, Docker's text
     */
    public static int parse(String text) {
        int number = number(text);
        if (number < 1 || number > RT_MAX) {
            throw new InvalidParameter("invalid signal: " + text);
        }
        return number;
    }

    /**
     * What stop sends to a container: its own stop signal, or SIGTERM if it has none or its image
     * came with one that is none.
     */
    static int ofStop(ContainerSpec.Stop stop) {
        int number = stop.signal() == null ? 0 : number(stop.signal());
        return number < 1 || number > RT_MAX ? TERM : number;
    }

    private static int number(String text) {
        if (text.matches("[0-9]{1,3}")) {
            return Integer.parseInt(text);
        }
        String name = text.toUpperCase(Locale.ROOT);
        if (name.startsWith("SIG")) {
            name = name.substring(3);
        }
        if (name.matches("RTMIN\\+[0-9]{1,2}")) {
            return realTime(RT_MIN + Integer.parseInt(name.substring(6)));
        }
        if (name.matches("RTMAX-[0-9]{1,2}")) {
            return realTime(RT_MAX - Integer.parseInt(name.substring(6)));
        }
        return NUMBERS.getOrDefault(name, 0);
    }

    private static int realTime(int number) {
        return number >= RT_MIN && number <= RT_MAX ? number : 0;
    }
}
