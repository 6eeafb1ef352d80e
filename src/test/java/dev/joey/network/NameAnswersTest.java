package dev.joey.network;

import static dev.joey.network.NetworkRig.DB;
import static dev.joey.network.NetworkRig.WEB;
import static dev.joey.network.NetworkRig.in;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class NameAnswersTest {
    private final NetworkRig rig = new NetworkRig();

    @BeforeEach
    void twoContainersInANetwork() {
        rig.network("front", "10.1.0.0/24", false);
        rig.network("back", "10.2.0.0/24", true);
        rig.member(WEB, "web", in("front"));
        rig.member(DB, "db", in("front", "data", "store"), in("back"));
        rig.allocate.all(WEB);
        rig.allocate.all(DB);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Optional<Message> ask(String asker, String name, int type) throws IOException {
        Record question = Record.newRecord(Name.fromString(name + "."), type, DClass.IN);
        return rig.answers().answer(asker, Message.newQuery(question));
    }

    private List<String> found(String asker, String name, int type) throws IOException {
        return ask(asker, name, type).orElseThrow().getSection(Section.ANSWER).stream()
                .map(Record::rdataToString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "DB", "data", "store", "db.front", "bbbbbbbbbbbb", "db-host"})
    void aNeighbourIsFoundByAllOfItsNames(String name) throws IOException {
        assertEquals(List.of("10.1.0.3"), found(WEB, name, Type.A));
    }

    @Test
    void aContainerOfTwoNetworksHasTwoAddressesForItself() throws IOException {
        assertEquals(2, found(DB, "db", Type.A).size());
    }

    @Test
    void aKnownNameWithoutSuchAnAddressIsEmptyAndNotUnknown() throws IOException {
        Message answer = ask(WEB, "db", Type.AAAA).orElseThrow();
        assertEquals(Rcode.NOERROR, answer.getRcode());
        assertEquals(List.of(), answer.getSection(Section.ANSWER));
    }

    @Test
    void anAddressHasItsNameAndItsNetworks() throws IOException {
        assertEquals(List.of("db.front."), found(WEB, "3.0.1.10.in-addr.arpa", Type.PTR));
    }

    @Test
    void whatIsUnknownIsAskedOutside() throws IOException {
        assertEquals(Optional.empty(), ask(WEB, "example.org", Type.A));
        assertEquals(Optional.empty(), ask(WEB, "web.back", Type.A));
    }

    @Test
    void nothingIsAskedOutsideOfAnInternalNetwork() throws IOException {
        String inner = "c".repeat(64);
        rig.member(inner, "inner", in("back"));
        rig.allocate.all(inner);
        assertEquals(Rcode.NXDOMAIN, ask(inner, "example.org", Type.A).orElseThrow().getRcode());
        assertEquals(List.of("10.2.0.2"), found(inner, "db", Type.A));
    }

    @Test
    void answersTakeTurns() throws IOException {
        String second = "c".repeat(64);
        rig.member(second, "second", in("front", "data"));
        rig.allocate.all(second);
        NameAnswers answers = rig.answers();
        Record question = Record.newRecord(Name.fromString("data."), Type.A, DClass.IN);
        String first =
                answers.answer(WEB, Message.newQuery(question))
                        .orElseThrow()
                        .getSection(Section.ANSWER)
                        .getFirst()
                        .rdataToString();
        String next =
                answers.answer(WEB, Message.newQuery(question))
                        .orElseThrow()
                        .getSection(Section.ANSWER)
                        .getFirst()
                        .rdataToString();
        assertTrue(!first.equals(next), first + " twice");
    }

    @Test
    void anAnswerIsNoQuestion() throws IOException {
        Record question = Record.newRecord(Name.fromString("db."), Type.A, DClass.IN);
        Message answer = NameAnswers.response(Message.newQuery(question), Rcode.NOERROR);
        assertEquals(Rcode.FORMERR, rig.answers().answer(WEB, answer).orElseThrow().getRcode());
    }
}
