package org.dynamojdbc.execute.call;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on a shared pool, so many of them at a time and the others in their turn: a thread that has done one goes on
 * with the next, which is quicker than waking one up for each. Safe to use from several threads.
 */
public final class Lanes {
    private final Executor pool;
    private final int most;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int busy;

    /** @param most tasks that run at a time */
    public Lanes(Executor pool, int most) {
        this.pool = pool;
        this.most = most;
    }

    /**
     * Runs a task now or after those before it.
     *
     * @param task throws nothing
     * @throws RejectedExecutionException when the pool takes none any more; the task is not run
     */
    public void execute(Runnable task) {
        synchronized (this) {
            if (busy == most) {
                waiting.add(task);
                return;
            }
            busy++;
        }
        try {
            pool.execute(() -> goOn(task));
        } catch (RejectedExecutionException closed) {
            synchronized (this) {
                busy--;
            }
            throw closed;
        }
    }

    private void goOn(Runnable first) {
        for (Runnable task = first; task != null; task = next()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = waiting.poll();
        if (task == null) {
            busy--;
        }
        return task;
    }
}
