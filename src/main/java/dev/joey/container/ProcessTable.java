package dev.joey.container;

import java.util.List;

/** What ps printed of a container's processes: the column titles, and a row for each process. */
public record ProcessTable(List<String> titles, List<List<String>> rows) {}
