package dev.joey.container.spec;

import dev.joey.error.EngineException.InvalidParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code HostConfig.SecurityOpt}, understood.
 *
 * @param seccomp {@code unconfined}, {@code builtin} or a profile's JSON text
 * @param appArmor a profile's name or {@code unconfined}
 * @param labels SELinux options, as {@code disable} or {@code type:…}
 * @param systemPathsUnconfined whether no path is masked or read-only. Docker's CLI says it by
 *     empty lists; the word is taken too
 * @param writableCgroups whether {@code /sys/fs/cgroup} is writable; empty for the default
 */
record SecurityOptions(
        boolean noNewPrivileges,
        Optional<String> seccomp,
        Optional<String> appArmor,
        List<String> labels,
        boolean systemPathsUnconfined,
        Optional<Boolean> writableCgroups) {
    static final String UNCONFINED = "unconfined";

    /**
     * Reads the options; of repeated ones the last counts.
     *
     * @throws InvalidParameter if one is unknown, in Docker's words
     */
    static SecurityOptions parse(List<String> options) {
        boolean noNewPrivileges = false;
        Optional<String> seccomp = Optional.empty();
        Optional<String> appArmor = Optional.empty();
        List<String> labels = new ArrayList<>();
        boolean systemPathsUnconfined = false;
        Optional<Boolean> writableCgroups = Optional.empty();
        for (String option : options) {
            Pair pair = Pair.of(option);
            switch (pair.key) {
                case "no-new-privileges" -> noNewPrivileges = pair.flag();
                case "writable-cgroups" -> writableCgroups = Optional.of(pair.flag());
                case "disable" -> labels.add(pair.bare("disable"));
                case "label" -> labels.add(pair.text());
                case "apparmor" -> appArmor = Optional.of(pair.text());
                case "seccomp" -> seccomp = Optional.of(pair.text());
                case "systempaths" -> systemPathsUnconfined = pair.isUnconfined();
                default -> throw pair.invalid();
            }
        }
        return new SecurityOptions(
                noNewPrivileges,
                seccomp.filter(text -> !text.isEmpty()),
                appArmor.filter(text -> !text.isEmpty()),
                List.copyOf(labels),
                systemPathsUnconfined,
                writableCgroups);
    }

    /** One option, split at {@code =}, or at the {@code :} of older clients. */
    private record Pair(String option, String key, String value) {
        static Pair of(String option) {
            int at = option.indexOf('=') >= 0 ? option.indexOf('=') : option.indexOf(':');
            return at < 0
                    ? new Pair(option, option, null)
                    : new Pair(option, option.substring(0, at), option.substring(at + 1));
        }

        String text() {
            if (value == null) {
                throw invalid();
            }
            return value;
        }

        String bare(String text) {
            if (value != null) {
                throw invalid();
            }
            return text;
        }

        /** The words that Go's {@code strconv.ParseBool} takes; no word means true. */
        boolean flag() {
            return switch (value) {
                case null -> true;
                case "1", "t", "T", "true", "TRUE", "True" -> true;
                case "0", "f", "F", "false", "FALSE", "False" -> false;
                default -> throw invalid();
            };
        }

        boolean isUnconfined() {
            if (!UNCONFINED.equals(value)) {
                throw invalid();
            }
            return true;
        }

        InvalidParameter invalid() {
            // Docker counts the two places where it gives up.
            int place = value == null ? 1 : 2;
            return new InvalidParameter("invalid --security-opt " + place + ": \"" + option + "\"");
        }
    }
}
