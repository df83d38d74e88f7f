package dev.estibador.netty.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UserExecutorTest {
    @Test
    void tasksOfOneReadingWakeNobodyBeforeItsEnd() throws InterruptedException {
        List<Runnable> after = new ArrayList<>();
        UserExecutor executor = new UserExecutor(null, after::add);
        CountDownLatch done = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            executor.executeSoon(done::countDown);
        }
        assertThat(after).hasSize(1);
        assertThat(done.getCount()).isEqualTo(3);

        after.remove(0).run();
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        CountDownLatch again = new CountDownLatch(1);
        executor.executeSoon(again::countDown);
        after.remove(0).run();
        assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
        executor.close();
    }

    @Test
    void theUsersExecutorGetsEachTaskAtOnce() {
        List<Runnable> given = new ArrayList<>();
        UserExecutor executor = new UserExecutor(given::add, action -> {
            throw new AssertionError("nothing to wait for");
        });
        Runnable task = () -> {};
        executor.executeSoon(task);
        executor.execute(task);
        assertThat(given).containsExactly(task, task);
    }

    @Test
    void afterCloseATaskRunsAllTheSame() throws InterruptedException {
        UserExecutor executor = new UserExecutor(null, Runnable::run);
        executor.close();
        CountDownLatch done = new CountDownLatch(2);
        executor.executeSoon(done::countDown);
        executor.execute(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }
}
