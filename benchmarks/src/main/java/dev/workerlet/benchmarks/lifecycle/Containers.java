package dev.workerlet.benchmarks.lifecycle;

import java.util.List;

/** Which containers a run is for. */
enum Containers {
    jetty,
    tomcat,
    both;

    List<String> names() {
        return this == both ? List.of(jetty.name(), tomcat.name()) : List.of(name());
    }
}
