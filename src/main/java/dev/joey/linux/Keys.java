package dev.joey.linux;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys that are wanted of a file with lines {@code key value}. */
final class Keys {
    private final List<String> names;

    Keys(String... names) {
        this.names = List.of(names);
    }

    long[] zeros() {
        return new long[names.size()];
    }

    int indexOf(String name) {
        return names.indexOf(name);
    }

    /** Puts the values of the wanted keys into {@code values}; others stay as they are. */
    void read(Words words, long[] values) {
        int expected = 0;
        boolean more = words.next();
        while (more) {
            int index = find(words, expected);
            if (index >= 0) {
                values[index] = words.nextNumber();
                expected = index + 1;
            }
            more = words.nextLine();
        }
    }

    /** The kernel's order is nearly ours: looks on from the last key first. */
    private int find(Words words, int expected) {
        int size = names.size();
        for (int step = 0; step < size; step++) {
            int index = (expected + step) % size;
            if (words.is(names.get(index))) {
                return index;
            }
        }
        return -1;
    }

    Map<String, Long> map(long[] values) {
        Map<String, Long> map = LinkedHashMap.newLinkedHashMap(values.length);
        for (int index = 0; index < values.length; index++) {
            map.put(names.get(index), values[index]);
        }
        return Collections.unmodifiableMap(map);
    }
}
