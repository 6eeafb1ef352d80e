package dev.joey.containerd;

import static dev.joey.containerd.ContainerdErrors.calling;
import static dev.joey.containerd.ContainerdErrors.ifFound;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import containerd.services.tasks.v1.CloseIORequest;
import containerd.services.tasks.v1.CreateTaskRequest;
import containerd.services.tasks.v1.DeleteProcessRequest;
import containerd.services.tasks.v1.DeleteResponse;
import containerd.services.tasks.v1.DeleteTaskRequest;
import containerd.services.tasks.v1.ExecProcessRequest;
import containerd.services.tasks.v1.GetRequest;
import containerd.services.tasks.v1.KillRequest;
import containerd.services.tasks.v1.ListPidsRequest;
import containerd.services.tasks.v1.ListTasksRequest;
import containerd.services.tasks.v1.PauseTaskRequest;
import containerd.services.tasks.v1.ResizePtyRequest;
import containerd.services.tasks.v1.ResumeTaskRequest;
import containerd.services.tasks.v1.StartRequest;
import containerd.services.tasks.v1.TasksGrpc;
import containerd.v1.types.Process;
import containerd.v1.types.ProcessInfo;
import dev.joey.error.EngineException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** {@link Tasks} by containerd's tasks service. */
@Singleton
final class GrpcTasks implements Tasks {
    /** What containerd's own clients name the JSON of a process. */
    private static final String PROCESS_TYPE =
            "types.containerd.io/opencontainers/runtime-spec/1/Process";

    private final ContainerdChannel channel;

    GrpcTasks(ContainerdChannel channel) {
        this.channel = channel;
    }

    @Override
    public long create(NewTask task) {
        CreateTaskRequest request =
                CreateTaskRequest.newBuilder()
                        .setContainerId(task.containerId())
                        .addAllRootfs(MountWire.toWire(task.rootfs()))
                        .setStdin(task.stdin())
                        .setStdout(task.stdout())
                        .setStderr(task.stderr())
                        .setTerminal(task.terminal())
                        .build();
        return Integer.toUnsignedLong(calling(() -> stub().create(request)).getPid());
    }

    @Override
    public void start(String containerId) {
        StartRequest request = StartRequest.newBuilder().setContainerId(containerId).build();
        calling(() -> stub().start(request));
    }

    @Override
    public void kill(String containerId, int signal, boolean all) {
        KillRequest request =
                KillRequest.newBuilder()
                        .setContainerId(containerId)
                        .setSignal(signal)
                        .setAll(all)
                        .build();
        calling(() -> stub().kill(request));
    }

    @Override
    public void pause(String containerId) {
        PauseTaskRequest request =
                PauseTaskRequest.newBuilder().setContainerId(containerId).build();
        calling(() -> stub().pause(request));
    }

    @Override
    public void resume(String containerId) {
        ResumeTaskRequest request =
                ResumeTaskRequest.newBuilder().setContainerId(containerId).build();
        calling(() -> stub().resume(request));
    }

    @Override
    public List<Long> pids(String containerId) {
        ListPidsRequest request = ListPidsRequest.newBuilder().setContainerId(containerId).build();
        return calling(() -> stub().listPids(request)).getProcessesList().stream()
                .map(ProcessInfo::getPid)
                .map(Integer::toUnsignedLong)
                .toList();
    }

    @Override
    public void closeStdin(String containerId, String execId) {
        CloseIORequest request =
                CloseIORequest.newBuilder()
                        .setContainerId(containerId)
                        .setExecId(execId)
                        .setStdin(true)
                        .build();
        calling(() -> stub().closeIO(request));
    }

    @Override
    public void resize(String containerId, String execId, int width, int height) {
        ResizePtyRequest request =
                ResizePtyRequest.newBuilder()
                        .setContainerId(containerId)
                        .setExecId(execId)
                        .setWidth(width)
                        .setHeight(height)
                        .build();
        calling(() -> stub().resizePty(request));
    }

    @Override
    public Optional<TaskStatus> get(String containerId) {
        GetRequest request = GetRequest.newBuilder().setContainerId(containerId).build();
        return ifFound(() -> stub().get(request)).map(answer -> status(answer.getProcess()));
    }

    @Override
    public void exec(NewExec exec) {
        ExecProcessRequest request =
                ExecProcessRequest.newBuilder()
                        .setContainerId(exec.containerId())
                        .setExecId(exec.execId())
                        .setStdin(exec.stdin())
                        .setStdout(exec.stdout())
                        .setStderr(exec.stderr())
                        .setTerminal(exec.terminal())
                        .setSpec(
                                Any.newBuilder()
                                        .setTypeUrl(PROCESS_TYPE)
                                        .setValue(ByteString.copyFrom(exec.processJson())))
                        .build();
        calling(() -> stub().exec(request));
    }

    @Override
    public long startExec(String containerId, String execId) {
        StartRequest request =
                StartRequest.newBuilder().setContainerId(containerId).setExecId(execId).build();
        return Integer.toUnsignedLong(calling(() -> stub().start(request)).getPid());
    }

    @Override
    public void killExec(String containerId, String execId, int signal) {
        KillRequest request =
                KillRequest.newBuilder()
                        .setContainerId(containerId)
                        .setExecId(execId)
                        .setSignal(signal)
                        .build();
        calling(() -> stub().kill(request));
    }

    @Override
    public Optional<TaskStatus> getExec(String containerId, String execId) {
        GetRequest request =
                GetRequest.newBuilder().setContainerId(containerId).setExecId(execId).build();
        return ifFound(() -> stub().get(request)).map(answer -> status(answer.getProcess()));
    }

    @Override
    public Optional<TaskExit> deleteExec(String containerId, String execId) {
        DeleteProcessRequest request =
                DeleteProcessRequest.newBuilder()
                        .setContainerId(containerId)
                        .setExecId(execId)
                        .build();
        return ifFound(() -> stub().deleteProcess(request)).map(GrpcTasks::exit);
    }

    @Override
    public List<TaskStatus> list() {
        ListTasksRequest request = ListTasksRequest.getDefaultInstance();
        return calling(() -> stub().list(request)).getTasksList().stream()
                .map(GrpcTasks::status)
                .toList();
    }

    @Override
    public Optional<TaskExit> delete(String containerId) {
        DeleteTaskRequest request =
                DeleteTaskRequest.newBuilder().setContainerId(containerId).build();
        try {
            return ifFound(() -> stub().delete(request)).map(GrpcTasks::exit);
        } catch (EngineException.Internal e) {
            // Some shims have no code of their own for this refusal.
            if (get(containerId).filter(task -> task.phase() != Phase.STOPPED).isPresent()) {
                throw new EngineException.Conflict(e.getMessage());
            }
            throw e;
        }
    }

    private static TaskExit exit(DeleteResponse answer) {
        return new TaskExit(answer.getExitStatus(), TimeWire.toOurs(answer.getExitedAt()));
    }

    /** The init process is known by the container's id, which some servers give only as "id". */
    private static TaskStatus status(Process process) {
        String container =
                process.getContainerId().isEmpty() ? process.getId() : process.getContainerId();
        Phase phase =
                switch (process.getStatus()) {
                    case CREATED -> Phase.CREATED;
                    case RUNNING -> Phase.RUNNING;
                    case STOPPED -> Phase.STOPPED;
                    case PAUSED, PAUSING -> Phase.PAUSED;
                    case UNKNOWN, UNRECOGNIZED -> Phase.UNKNOWN;
                };
        return new TaskStatus(
                container,
                Integer.toUnsignedLong(process.getPid()),
                phase,
                process.getExitStatus(),
                phase == Phase.STOPPED ? TimeWire.toOurs(process.getExitedAt()) : null);
    }

    private TasksGrpc.TasksBlockingStub stub() {
        return TasksGrpc.newBlockingStub(channel.get());
    }
}
