package dev.joey.exec;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code exec}. */
@Entity
@Table(name = "exec")
class ExecEntity {
    @Id String id;

    @Column(name = "container_id", updatable = false)
    String containerId;

    @Column(updatable = false)
    long created;

    @Column(name = "spec_version", updatable = false)
    int specVersion;

    @Column(updatable = false)
    String spec;

    String status;
    Long pid;
    Long finished;

    @Column(name = "exit_code")
    Integer exitCode;
}
