package dev.joey.network;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Answers to questions about names that networks know. Source: RFC 1035, RFC 6891. */
@ApplicationScoped
class NameAnswers {
    /** As long as Docker's answers may be kept, in seconds. */
    private static final long TTL = 600;

    private static final int PLAIN_UDP_BYTES = 512;

    private final NameTable names;
    private final AtomicInteger turn = new AtomicInteger();

    NameAnswers(NameTable names) {
        this.names = names;
    }

    /**
     * Answers a question, if it is about a name of ours, or if nobody else may be asked.
     *
     * @param asker id of the container
     * @return empty if somebody else is to be asked
     * @throws IOException if it is no question
     */
    Optional<Message> answer(String asker, Message question) throws IOException {
        Record asked = question.getQuestion();
        if (asked == null
                || question.getHeader().getFlag(Flags.QR)
                || question.getHeader().getOpcode() != Opcode.QUERY) {
            return Optional.of(response(question, Rcode.FORMERR));
        }
        if (asked.getDClass() == DClass.IN) {
            Optional<Message> known =
                    asked.getType() == Type.PTR
                            ? reverse(asker, question)
                            : forward(asker, question);
            if (known.isPresent()) {
                return known;
            }
        }
        // What stays inside must not be told outside: CVE-2024-29018.
        return names.leadsOut(asker)
                ? Optional.empty()
                : Optional.of(response(question, Rcode.NXDOMAIN));
    }

    private Optional<Message> forward(String asker, Message question) {
        Record asked = question.getQuestion();
        String name = asked.getName().toString(true).replace("\\", "");
        Optional<List<Ip>> addresses = names.addresses(asker, name);
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        Message answer = response(question, Rcode.NOERROR);
        int type = asked.getType();
        if (type == Type.A || type == Type.AAAA) {
            List<Ip> fitting = new ArrayList<>();
            for (Ip ip : addresses.get()) {
                if (ip.ipv6() == (type == Type.AAAA)) {
                    fitting.add(ip);
                }
            }
            Collections.sort(fitting);
            if (fitting.size() > 1) {
                Collections.rotate(fitting, turn.getAndIncrement() % fitting.size());
            }
            for (Ip ip : fitting) {
                answer.addRecord(
                        ip.ipv6()
                                ? new AAAARecord(asked.getName(), DClass.IN, TTL, ip.inet())
                                : new ARecord(asked.getName(), DClass.IN, TTL, ip.inet()),
                        Section.ANSWER);
            }
        }
        return Optional.of(answer);
    }

    private Optional<Message> reverse(String asker, Message question) {
        Name asked = question.getQuestion().getName();
        try {
            Optional<String> name = names.name(asker, Ip.of(ReverseMap.fromName(asked)));
            if (name.isEmpty()) {
                return Optional.empty();
            }
            Message answer = response(question, Rcode.NOERROR);
            answer.addRecord(
                    new PTRRecord(asked, DClass.IN, TTL, Name.fromString(name.get() + ".")),
                    Section.ANSWER);
            return Optional.of(answer);
        } catch (java.net.UnknownHostException | TextParseException _) {
            return Optional.empty();
        }
    }

    /** An answer without records. */
    static Message response(Message question, int code) {
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        if (question.getHeader().getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        answer.getHeader().setRcode(code);
        if (question.getQuestion() != null) {
            answer.addRecord(question.getQuestion(), Section.QUESTION);
        }
        return answer;
    }

    /** How long a UDP answer may be. */
    static int udpBytes(Message question) {
        return question.getOPT() == null
                ? PLAIN_UDP_BYTES
                : Math.max(PLAIN_UDP_BYTES, question.getOPT().getPayloadSize());
    }
}
