package dev.joey.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.joey.containerd.Content;
import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import dev.joey.testing.FakeContainerd;
import dev.joey.testing.FakeContent;
import dev.joey.testing.FakeLeases;
import dev.joey.testing.TestImages;
import dev.joey.testing.TestImages.Member;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class StoredArchiveTest {
    private static final byte[] LAYER = TestImages.layer(Map.of("file", "content"));
    private static final TestImages.TestImage IMAGE =
            TestImages.image("app:1", "amd64", List.of(LAYER), Map.of());
    private static final LoadLimits LIMITS = LoadLimits.DEFAULT;

    private final FakeContainerd containerd = new FakeContainerd();
    private final FakeContent content = new FakeContent(containerd);
    private final List<String> messages = new ArrayList<>();

    @Test
    void filesAreFoundByPathAndDigest() {
        StoredArchive archive = read(TestImages.tar(TestImages.dockerArchive(IMAGE)), LIMITS);
        String layer = TestImages.digest(LAYER).hex() + "/layer.tar";
        assertEquals(TestImages.digest(LAYER), archive.file(layer).orElseThrow().digest());
        assertEquals(TestImages.digest(LAYER), archive.file("./" + layer).orElseThrow().digest());
        assertTrue(archive.document("manifest.json").isPresent());
        assertFalse(archive.document("index.json").isPresent());
        assertTrue(messages.getFirst().contains(layer.substring(0, 12)));
    }

    @Test
    void everyCompressionIsRead() throws IOException {
        byte[] tar = TestImages.tar(TestImages.dockerArchive(IMAGE));
        byte[] twice = concat(TestImages.gzip(first(tar)), TestImages.gzip(rest(tar)));
        ByteArrayOutputStream zstd = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(zstd)) {
            out.write(tar);
        }
        ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bzip2)) {
            out.write(tar);
        }
        ByteArrayOutputStream xz = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(xz, new LZMA2Options(1))) {
            out.write(tar);
        }
        for (byte[] archive :
                List.of(
                        TestImages.gzip(tar),
                        twice,
                        zstd.toByteArray(),
                        bzip2.toByteArray(),
                        xz.toByteArray())) {
            assertTrue(read(archive, LIMITS).document("manifest.json").isPresent());
        }
        byte[] half = Arrays.copyOf(zstd.toByteArray(), zstd.size() / 2);
        assertTrue(refusal(half).startsWith("the archive cannot be read"));
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0, 1, 2, 3, 4};
        assertTrue(refusal(skippable).startsWith("the archive cannot be read"));
        byte[] noXz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1, 2, 3};
        assertTrue(refusal(noXz).startsWith("the archive cannot be read"));
    }

    @Test
    void anArchiveThatUnpacksToFarMoreThanItsSizeIsRefused() {
        byte[] bomb = TestImages.gzip(TestImages.tar(List.of(Member.file("a", new byte[4 << 20]))));
        LoadLimits narrow = LoadLimits.of(new Inflation(100, 1 << 20));
        assertTrue(refusal(bomb, narrow).contains("unpacks to more than 100 times its size"));
        assertTrue(read(bomb, LIMITS).file("a").isPresent());
    }

    @Test
    void linksLeadToFiles() {
        StoredArchive archive =
                read(
                        List.of(
                                Member.symlink("b/layer.tar", "../a/layer.tar"),
                                new Member("c", TarConstants.LF_LINK, new byte[0], "b/layer.tar"),
                                Member.file("a/layer.tar", LAYER),
                                Member.symlink("loop", "loop")));
        assertEquals(TestImages.digest(LAYER), archive.file("c").orElseThrow().digest());
        assertEquals(Optional.empty(), archive.file("loop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../x", "a/../../x", "a/..", "./../x"})
    void pathsThatLeadOutAreRefused(String path) {
        assertTrue(
                refusal(TestImages.tar(List.of(Member.file(path, "x"))))
                        .contains("leads out of it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../x", "a/../../../x"})
    void linksThatLeadOutAreRefused(String target) {
        assertTrue(
                refusal(TestImages.tar(List.of(Member.symlink("dir/link", target))))
                        .contains("leads out of it"));
        assertTrue(
                refusal(
                                TestImages.tar(
                                        List.of(
                                                new Member(
                                                        "dir/link",
                                                        TarConstants.LF_LINK,
                                                        new byte[0],
                                                        target))))
                        .contains("leads out of it"));
    }

    @Test
    void aMemberThatComesTwiceIsRefused() {
        assertTrue(
                refusal(
                                TestImages.tar(
                                        List.of(
                                                Member.file("a/b", "1"),
                                                Member.file("./a//b", "2"))))
                        .contains("two members"));
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO})
    void devicesAreRefused(byte type) {
        byte[] tar = TestImages.tar(List.of(new Member("dev", type, new byte[0], "")));
        assertTrue(refusal(tar).contains("no plain file"));
    }

    @Test
    void aBlobMustHaveTheDigestOfItsName() {
        String path = "blobs/sha256/" + "0".repeat(64);
        assertTrue(refusal(TestImages.tar(List.of(Member.file(path, "x")))).contains(path));
        assertTrue(
                refusal(
                                TestImages.tar(
                                        List.of(
                                                Member.file(
                                                        "blobs/sha512/" + "0".repeat(128), "x"))))
                        .contains("unsupported digest algorithm 'sha512'"));
    }

    @Test
    void everyTruncationIsNoticedOrHarmless() {
        byte[] tar = TestImages.tar(TestImages.dockerArchive(IMAGE));
        // The end marker and the padding before it may miss, as with other readers of tar.
        int whole = end(tar);
        for (int length = 1; length < whole; length += 97) {
            byte[] part = Arrays.copyOf(tar, length);
            try {
                StoredArchive archive = read(part, LIMITS);
                assertFalse(
                        archive.document("manifest.json").isPresent(),
                        "truncated at " + length + " of " + whole);
            } catch (EngineException.InvalidParameter e) {
                assertFalse(e.getMessage().isEmpty());
            }
        }
        byte[] gzip = TestImages.gzip(tar);
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> read(Arrays.copyOf(gzip, gzip.length / 2), LIMITS));
    }

    @Test
    void whatIsNoTarIsRefused() {
        assertTrue(refusal("hello".getBytes(UTF_8)).contains("archive"));
        assertTrue(refusal("x".repeat(5000).getBytes(UTF_8)).contains("archive"));
        assertTrue(refusal(new byte[10_240]).contains("no members"));
        assertEquals("the archive is empty", refusal(new byte[0]));
    }

    @Test
    void numbersAndSizesAreLimited() {
        LoadLimits small = new LoadLimits(3, 20, 100, 2_000, 2, 10, 2, new Inflation(200, 1 << 20));
        List<Member> four = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            four.add(Member.file("f" + i, "x"));
        }
        assertTrue(refusal(TestImages.tar(four), small).contains("more than 3 members"));
        assertTrue(
                refusal(TestImages.tar(List.of(Member.file("n".repeat(30), "x"))), small)
                        .contains("path that is too long"));
        assertTrue(
                refusal(TestImages.tar(List.of(Member.file("index.json", " ".repeat(101)))), small)
                        .contains("index.json is larger than 100 bytes"));
        assertTrue(
                refusal(TestImages.tar(List.of(Member.file("n".repeat(5_000), "x"))), small)
                        .contains("header is too long"));
        StoredArchive archive =
                read(TestImages.tar(List.of(Member.file("big.json", " ".repeat(101)))), small);
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> archive.json(archive.file("big.json").orElseThrow()));
    }

    @Test
    void progressIsToldInSmallSteps() {
        byte[] big = TestImages.layer(Map.of("file", "x".repeat(3_000_000)));
        read(List.of(Member.file("0".repeat(64) + ".tar", big)));
        assertTrue(messages.size() > 5 && messages.size() < 400, () -> "" + messages.size());
        assertEquals("000000000000 " + big.length + "/" + big.length, messages.getLast());
    }

    @Test
    void aMemberLargerThanTheHeapIsRead() {
        long size = 3L << 30;
        assertTrue(size > Runtime.getRuntime().maxMemory());
        TarArchiveEntry entry = new TarArchiveEntry("layer.tar");
        entry.setSize(size);
        byte[] header = new byte[512];
        entry.writeEntryHeader(header);
        AtomicLong seen = new AtomicLong();
        Content counting =
                new FakeContent(containerd) {
                    @Override
                    public Digest write(
                            String lease,
                            String ref,
                            Digest expected,
                            long sizeBytes,
                            InputStream bytes,
                            Map<String, String> labels) {
                        try {
                            seen.set(bytes.transferTo(OutputStream.nullOutputStream()));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                        return TestImages.digest(header);
                    }
                };
        InputStream archive =
                new SequenceInputStream(new ByteArrayInputStream(header), zeros(size + 1024));
        StoredArchive.read(archive, counting, "lease", LIMITS, new LoadMessages(true, _ -> {}));
        assertEquals(size, seen.get());
    }

    private static InputStream zeros(long size) {
        return new InputStream() {
            private long left = size;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                int given = (int) Math.min(length, left);
                left -= given;
                return given == 0 && length > 0 ? -1 : given;
            }
        };
    }

    @Test
    void theBarLooksLikeDockers() {
        assertEquals(
                "[=========================>                         ]  32.77kB/65.54kB",
                LoadMessages.bar(32_768, 65_536));
        assertEquals(
                "[==================================================>]  4.495MB/4.495MB",
                LoadMessages.bar(4_494_848, 4_494_848));
        assertEquals("      5B", LoadMessages.bar(5, 0));
        assertEquals("", LoadMessages.bar(0, 0));
    }

    @Test
    void aClientThatLeavesEndsTheReading() {
        LoadProgress gone =
                new LoadMessages(
                        false,
                        _ -> {
                            throw new IllegalStateException("left");
                        });
        byte[] tar = TestImages.tar(TestImages.dockerArchive(IMAGE));
        assertThrows(
                IllegalStateException.class,
                () ->
                        StoredArchive.read(
                                new ByteArrayInputStream(tar), content, "lease", LIMITS, gone));
    }

    private StoredArchive read(List<Member> members) {
        return read(TestImages.tar(members), LIMITS);
    }

    private StoredArchive read(byte[] archive, LoadLimits limits) {
        new FakeLeases(containerd).create("lease");
        LoadProgress progress =
                new LoadMessages(
                        false,
                        message ->
                                messages.add(
                                        message.path("id").asText()
                                                + " "
                                                + message.at("/progressDetail/current")
                                                + "/"
                                                + message.at("/progressDetail/total")));
        return StoredArchive.read(
                new ByteArrayInputStream(archive), content, "lease", limits, progress);
    }

    private String refusal(byte[] archive) {
        return refusal(archive, LIMITS);
    }

    private String refusal(byte[] archive, LoadLimits limits) {
        return assertThrows(EngineException.InvalidParameter.class, () -> read(archive, limits))
                .getMessage();
    }

    private static int end(byte[] tar) {
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static byte[] first(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    private static byte[] rest(byte[] bytes) {
        return Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length);
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
