package dev.joey.containerd;

import static dev.joey.containerd.ContainerdFixture.LEASE;
import static dev.joey.containerd.ContainerdFixture.digest;
import static dev.joey.containerd.ContainerdFixture.random;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import containerd.services.content.v1.ContentGrpc;
import containerd.services.content.v1.WriteAction;
import containerd.services.content.v1.WriteContentRequest;
import containerd.services.content.v1.WriteContentResponse;
import dev.joey.error.EngineException;
import dev.joey.oci.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The content store of a real containerd. */
class ContentIT {
    private ContainerdFixture containerd;

    @BeforeEach
    void start() throws IOException {
        containerd = new ContainerdFixture();
        containerd.supervisor.start();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        containerd.close();
    }

    @Test
    void aBlobOfManyFramesIsStoredAndReadBack() throws Exception {
        byte[] bytes = random(5 * Ingestion.FRAME_BYTES + 17);
        containerd.leases.create(LEASE);
        Digest digest = write("many", digest(bytes), bytes.length, bytes);
        assertEquals(digest(bytes), digest);
        assertEquals(bytes.length, containerd.content.info(digest).orElseThrow().sizeBytes());
        try (InputStream back = containerd.content.read(digest)) {
            assertArrayEquals(bytes, back.readAllBytes());
        }
        assertEquals(digest, write("many", digest, bytes.length, bytes), "there already");
        assertEquals(digest, write("other", null, -1, bytes), "there already, digest unknown");
        assertThrows(
                EngineException.InvalidParameter.class,
                () -> containerd.content.readAll(digest, bytes.length - 1));
        assertArrayEquals(bytes, containerd.content.readAll(digest, bytes.length));
        containerd.content.delete(digest);
        containerd.content.delete(digest);
        assertThrows(EngineException.NotFound.class, () -> containerd.content.read(digest));
    }

    @Test
    void blobsOfEverySizeAroundAFrameAreStored() {
        containerd.leases.create(LEASE);
        for (int size :
                new int[] {
                    0,
                    1,
                    Ingestion.FRAME_BYTES - 1,
                    Ingestion.FRAME_BYTES,
                    Ingestion.FRAME_BYTES + 1,
                    2 * Ingestion.FRAME_BYTES
                }) {
            byte[] bytes = random(size);
            Digest unsized = write("unsized" + size, null, -1, bytes);
            assertEquals(digest(bytes), unsized);
            assertArrayEquals(bytes, containerd.content.readAll(unsized, size));
            containerd.content.delete(unsized);
            assertEquals(digest(bytes), write("sized" + size, digest(bytes), size, bytes));
        }
    }

    @Test
    void aWrongDigestIsRefusedAndNothingStays() {
        byte[] bytes = random(100);
        Digest wrong = digest(random(101));
        containerd.leases.create(LEASE);
        EngineException failure =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () -> write("wrong", wrong, bytes.length, bytes));
        assertTrue(failure.getMessage().contains("digest"), failure::toString);
        assertEquals(Optional.empty(), containerd.content.info(wrong));
        assertEquals(Optional.empty(), containerd.content.info(digest(bytes)));
        assertNoIngestions();
    }

    @Test
    void aWrongSizeIsRefusedAndNothingStays() {
        byte[] bytes = random(3 * Ingestion.FRAME_BYTES);
        containerd.leases.create(LEASE);
        for (long size : new long[] {0, 1, bytes.length - 1, bytes.length + 1}) {
            assertThrows(
                    EngineException.InvalidParameter.class,
                    () -> write("size" + size, digest(bytes), size, bytes),
                    "size " + size);
        }
        assertEquals(List.of(), containerd.content.list());
        assertNoIngestions();
    }

    @Test
    void aSourceThatBreaksLeavesNothing() {
        containerd.leases.create(LEASE);
        InputStream breaking =
                new SequenceInputStream(
                        new ByteArrayInputStream(random(2 * Ingestion.FRAME_BYTES)),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the client went away");
                            }

                            @Override
                            public int read(byte[] into, int from, int length) throws IOException {
                                return read();
                            }
                        });
        EngineException failure =
                assertThrows(
                        EngineException.InvalidParameter.class,
                        () ->
                                containerd.content.write(
                                        LEASE, "breaks", null, -1, breaking, Map.of()));
        assertTrue(failure.getMessage().contains("the client went away"));
        assertNoIngestions();
    }

    @Test
    void anIngestionThatDiedHalfwayIsBegunAnew() throws Exception {
        containerd.leases.create(LEASE);
        byte[] bytes = random(3 * Ingestion.FRAME_BYTES);
        byte[] rotten = random(2 * Ingestion.FRAME_BYTES);
        leaveHalf("stale", rotten);
        assertEquals(digest(bytes), write("stale", digest(bytes), bytes.length, bytes));

        byte[] small = random(10);
        leaveHalf("stale", rotten);
        assertEquals(digest(small), write("stale", digest(small), small.length, small));

        leaveHalf("stale", rotten);
        assertEquals(digest(new byte[0]), write("stale", null, 0, new byte[0]));
    }

    @Test
    void twoWritersOfOneRefBothEndWell() throws Exception {
        containerd.leases.create(LEASE);
        byte[] bytes = random(8 * Ingestion.FRAME_BYTES);
        List<Thread> writers =
                java.util.stream.IntStream.range(0, 2)
                        .mapToObj(
                                i ->
                                        Thread.startVirtualThread(
                                                () ->
                                                        write(
                                                                "both",
                                                                digest(bytes),
                                                                bytes.length,
                                                                bytes)))
                        .toList();
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(1, containerd.content.list().size());
        assertNoIngestions();
    }

    @Test
    void labelsAreSetOneByOneAndRemovedByEmptyValues() {
        containerd.leases.create(LEASE);
        byte[] bytes = random(10);
        Digest digest =
                containerd.content.write(
                        LEASE,
                        "labelled",
                        digest(bytes),
                        bytes.length,
                        new ByteArrayInputStream(bytes),
                        Map.of("containerd.io/gc.ref.content.0", "a", "kept", "b"));
        containerd.content.label(
                digest, Map.of("containerd.io/gc.ref.content.0", "", "new.one/x", "c"));
        assertEquals(
                Map.of("kept", "b", "new.one/x", "c"),
                containerd.content.info(digest).orElseThrow().labels());
    }

    private Digest write(String ref, Digest expected, long size, byte[] bytes) {
        return containerd.content.write(
                LEASE, ref, expected, size, new ByteArrayInputStream(bytes), Map.of());
    }

    /** As a daemon that dies while it writes: the stream ends, the ingestion stays. */
    private void leaveHalf(String ref, byte[] bytes) throws Exception {
        StreamCall<WriteContentRequest, WriteContentResponse> call =
                StreamCall.patient(
                        containerd.channel.underLease(LEASE), ContentGrpc.getWriteMethod());
        call.send(
                WriteContentRequest.newBuilder()
                        .setAction(WriteAction.WRITE)
                        .setRef(ref)
                        .setData(ByteString.copyFrom(bytes))
                        .build());
        assertEquals(bytes.length, call.next(Duration.ofSeconds(20)).getOffset());
        call.cancel();
    }

    private void assertNoIngestions() {
        Path ingest = containerd.place.root().resolve("io.containerd.content.v1.content/ingest");
        await().untilAsserted(() -> assertEquals(List.of(), names(ingest)));
    }

    private static List<String> names(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(Path::toString).toList();
        }
    }
}
