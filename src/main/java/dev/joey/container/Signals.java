package dev.joey.container;

final class Signals {
    private Signals() {}

    static int number(String s) {
        return 15;
    }
}
