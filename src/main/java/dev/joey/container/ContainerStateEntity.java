package dev.joey.container;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What a container is doing. */
@Entity
@Table(name = "container_state")
class ContainerStateEntity {
    @Id
    @Column(name = "container_id")
    String containerId;

    String status;
    long runs;

    @Column(name = "restart_count")
    int restartCount;

    @Column(name = "stopped_by_user")
    boolean stoppedByUser;

    Long run;
    Long pid;
    Long started;
    Long finished;

    @Column(name = "exit_code")
    Integer exitCode;

    @Column(name = "oom_killed")
    boolean oomKilled;

    @Column(name = "next_start")
    Long nextStart;

    @Column(name = "failure_code")
    Integer failureCode;

    String reason;
}
