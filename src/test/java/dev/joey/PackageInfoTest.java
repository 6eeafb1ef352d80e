package dev.joey;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md, section 4 rule 5: each package says what it is, its door, its imports. */
class PackageInfoTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern DOOR = Pattern.compile("\\b[Dd]oors?\\b|[Oo]nly \\{@code");
    private static final Pattern IMPORTS = Pattern.compile("\\b[Ii]mports?\\b|[Oo]nly \\{@code");

    @Test
    void everyPackageHasOne() throws IOException {
        assertEquals(
                List.of(),
                packages().filter(folder -> !Files.exists(info(folder))).toList(),
                "packages without package-info.java");
    }

    @Test
    void eachNamesItsDoorAndWhatItMayImport() throws IOException {
        assertEquals(
                List.of(),
                packages()
                        .map(PackageInfoTest::info)
                        .filter(Files::exists)
                        .filter(info -> !saysAll(info))
                        .toList(),
                "package-info.java without door or imports");
    }

    private static boolean saysAll(Path info) {
        try {
            String text = Files.readString(info).replaceAll("\\s*\\n \\* ?", " ");
            return text.startsWith("/**")
                    && DOOR.matcher(text).find()
                    && IMPORTS.matcher(text).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path info(Path folder) {
        return folder.resolve("package-info.java");
    }

    private static Stream<Path> packages() throws IOException {
        try (Stream<Path> all = Files.walk(SOURCES)) {
            return all
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList()
                    .stream();
        }
    }
}
