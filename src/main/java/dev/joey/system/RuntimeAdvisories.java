package dev.joey.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The versions of runc and containerd below which published flaws let a container harm its host.
 * Sources: the release notes of both projects.
 */
final class RuntimeAdvisories {
    private static final List<Advisory> RUNC =
            List.of(
                    new Advisory("CVE-2024-21626", List.of("1.1.12")),
                    new Advisory(
                            "CVE-2025-31133, CVE-2025-52565 and CVE-2025-52881",
                            List.of("1.2.8", "1.3.3", "1.4.0-rc.3")),
                    new Advisory("CVE-2026-41579", List.of("1.3.6", "1.4.3", "1.5.0-rc.3")));
    private static final List<Advisory> CONTAINERD =
            List.of(
                    new Advisory("CVE-2020-15257", List.of("1.4.3")),
                    new Advisory("CVE-2022-23648", List.of("1.4.13", "1.5.10", "1.6.1")));

    private RuntimeAdvisories() {}

    /**
     * What was fixed when.
     *
     * @param fixedIn the first good version of each line that got the fix, ascending; lines below
     *     the first never got it, lines above the last always had it
     */
    private record Advisory(String flaws, List<String> fixedIn) {
        boolean concerns(Version version) {
            List<Version> fixes =
                    fixedIn.stream().map(fix -> Version.parse(fix).orElseThrow()).toList();
            for (Version fix : fixes) {
                if (fix.major() == version.major() && fix.minor() == version.minor()) {
                    return version.compareTo(fix) < 0;
                }
            }
            return version.compareTo(fixes.getLast()) < 0;
        }
    }

    /** A line for each advisory that concerns the versions that run here. */
    static List<String> warnings(String runcVersion, String containerdVersion) {
        List<String> warnings = new ArrayList<>();
        collect("runc", runcVersion, RUNC, warnings);
        collect("containerd", containerdVersion, CONTAINERD, warnings);
        return warnings;
    }

    private static void collect(
            String program, String text, List<Advisory> advisories, List<String> warnings) {
        Optional<Version> version = Version.parse(text);
        if (version.isEmpty()) {
            return;
        }
        for (Advisory advisory : advisories) {
            if (advisory.concerns(version.get())) {
                warnings.add(
                        "WARNING: "
                                + program
                                + " "
                                + text
                                + " is older than the fix of "
                                + advisory.flaws()
                                + " ("
                                + String.join(", ", advisory.fixedIn())
                                + "), unless its packager backported it");
            }
        }
    }

    /**
     * A semantic version as far as these programs use it; a release candidate precedes its release.
     */
    record Version(int major, int minor, int patch, int candidate) implements Comparable<Version> {
        private static final Pattern FORM =
                Pattern.compile(
                        "v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:[-~]rc\\.?(\\d{1,4}))?.*");

        static Optional<Version> parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Version(
                            Integer.parseInt(form.group(1)),
                            Integer.parseInt(form.group(2)),
                            Integer.parseInt(form.group(3)),
                            form.group(4) == null
                                    ? Integer.MAX_VALUE
                                    : Integer.parseInt(form.group(4))));
        }

        @Override
        public int compareTo(Version other) {
            int byMajor = Integer.compare(major, other.major);
            int byMinor = Integer.compare(minor, other.minor);
            int byPatch = Integer.compare(patch, other.patch);
            if (byMajor != 0) {
                return byMajor;
            }
            if (byMinor != 0) {
                return byMinor;
            }
            return byPatch != 0 ? byPatch : Integer.compare(candidate, other.candidate);
        }
    }
}
