package dev.joey.container;

import java.security.SecureRandom;

final class ContainerNames {
    private ContainerNames() {}

    static String checked(String s) {
        return s;
    }

    static String random(SecureRandom r, int a) {
        return "x";
    }
}
