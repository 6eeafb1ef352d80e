package dev.joey;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What ArchUnit has no words for. */
final class ArchitectureConditions {
    private ArchitectureConditions() {}

    /** Of our packages a class imports only its own and the named ones. */
    static ArchCondition<JavaClass> importOfOursOnly(String... allowed) {
        return new ArchCondition<>("import of ours only " + List.of(allowed)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    boolean ours = target.getPackageName().startsWith("dev.joey");
                    if (ours && !isAllowed(type, target)) {
                        events.add(
                                SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }

            private boolean isAllowed(JavaClass type, JavaClass target) {
                return target.getPackageName().equals(type.getPackageName())
                        || Arrays.stream(allowed)
                                .anyMatch(name -> target.getPackageName().endsWith("." + name));
            }
        };
    }

    /** No constructor takes more; the door of a feature has one for each verb and is free. */
    static ArchCondition<JavaClass> haveFewCollaborators(int most) {
        return new ArchCondition<>("have at most " + most + " collaborators") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (JavaConstructor constructor : type.getConstructors()) {
                    int count = constructor.getRawParameterTypes().size();
                    if (count > most && !type.getSimpleName().endsWith("Manager")) {
                        events.add(
                                SimpleConditionEvent.violated(
                                        type, type.getName() + " has " + count));
                    }
                }
            }
        };
    }

    static String[] concat(String[]... lists) {
        return Stream.of(lists).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
