package dev.estibador.engine;

import static dev.estibador.engine.Harbor.LIMIT;
import static dev.estibador.stream.Blocking.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.estibador.common.Filters;
import dev.estibador.error.ConflictException;
import dev.estibador.error.EngineException;
import dev.estibador.error.EngineFailureException;
import dev.estibador.error.NotFoundException;
import dev.estibador.swarm.ConfigSpec;
import dev.estibador.swarm.Driver;
import dev.estibador.swarm.Node;
import dev.estibador.swarm.NodeAvailability;
import dev.estibador.swarm.NodeRole;
import dev.estibador.swarm.NodeState;
import dev.estibador.swarm.Reachability;
import dev.estibador.swarm.SwarmConfig;
import dev.estibador.swarm.SwarmDetails;
import dev.estibador.swarm.SwarmJoin;
import dev.estibador.swarm.UnlockKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SwarmEngineTest extends OneNodeSwarm {
    @Nested
    class TheSwarm {
        private final dev.estibador.swarm.Swarm swarm = harbor.docker.swarm();

        @Test
        void isWhatInitAskedFor() {
            SwarmDetails details = await(swarm.inspect(), LIMIT);

            assertThat(details.cluster().defaultAddressPool()).containsExactly("10.77.0.0/16");
            assertThat(details.cluster().subnetSize()).isEqualTo(26);
            assertThat(details.cluster().dataPathPort()).isEqualTo(4790);
            assertThat(details.cluster().rootRotationInProgress()).isFalse();
            assertThat(details.cluster().tlsInfo().trustRoot()).startsWith("-----BEGIN CERTIFICATE-----");
            assertThat(details.cluster().spec().orchestration().taskHistoryRetentionLimit())
                    .isEqualTo(3);
            assertThat(details.joinTokens().worker()).startsWith("SWMTKN-1-");
            assertThat(details.joinTokens().manager()).startsWith("SWMTKN-1-");
        }

        /** L35: what is read can be sent again, and nothing but the change is changed. */
        @Test
        void isUpdatedWithoutLoss() {
            SwarmDetails before = await(swarm.inspect(), LIMIT);
            await(swarm.update(before, c -> c.labels("tier", "test")), LIMIT);
            SwarmConfig config = before.cluster().spec();
            SwarmDetails after = await(swarm.inspect(), LIMIT);

            assertThat(after.cluster().spec())
                    .isEqualTo(config.toBuilder().labels("tier", "test").build());
            assertThat(after.cluster().version().index())
                    .isGreaterThan(before.cluster().version().index());
            assertThatThrownBy(() -> await(swarm.update(before, c -> c.labels("too", "late")), LIMIT))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("out of sequence");

            await(swarm.update(after.cluster().version(), config), LIMIT);
            assertThat(await(swarm.inspect(), LIMIT).cluster().spec()).isEqualTo(config);
        }

        @Test
        void getsNewTokens() {
            SwarmDetails before = await(swarm.inspect(), LIMIT);
            await(
                    swarm.update(before.cluster().version(), before.cluster().spec(), o -> o.rotateWorkerToken(true)),
                    LIMIT);
            SwarmDetails after = await(swarm.inspect(), LIMIT);
            assertThat(after.joinTokens().worker())
                    .isNotEqualTo(before.joinTokens().worker());
            assertThat(after.joinTokens().manager())
                    .isEqualTo(before.joinTokens().manager());

            await(
                    swarm.update(after.cluster().version(), after.cluster().spec(), o -> o.rotateManagerToken(true)),
                    LIMIT);
            assertThat(await(swarm.inspect(), LIMIT).joinTokens().manager())
                    .isNotEqualTo(before.joinTokens().manager());
        }

        @Test
        void locksItsManagersWithAKeyThatCanBeMadeNew() {
            assertThat(await(swarm.unlockKey(), LIMIT).value()).isEmpty();
            await(swarm.update(await(swarm.inspect(), LIMIT), c -> c.autoLockManagers(true)), LIMIT);
            try {
                UnlockKey first = await(swarm.unlockKey(), LIMIT);
                assertThat(first.value()).startsWith("SWMKEY-1-");

                SwarmDetails locking = await(swarm.inspect(), LIMIT);
                await(
                        swarm.update(
                                locking.cluster().version(),
                                locking.cluster().spec(),
                                o -> o.rotateManagerUnlockKey(true)),
                        LIMIT);
                assertThat(await(swarm.unlockKey(), LIMIT)).isNotEqualTo(first);
                assertThatThrownBy(() -> await(swarm.unlock(first), LIMIT))
                        .isInstanceOf(ConflictException.class)
                        .hasMessageContaining("not locked");
            } finally {
                await(swarm.update(await(swarm.inspect(), LIMIT), c -> c.autoLockManagers(false)), LIMIT);
            }
        }

        @Test
        void isNotLeftForAnotherOneBySomebodyInIt() {
            assertThatThrownBy(() -> await(swarm.init("127.0.0.1:2378", i -> {}), LIMIT))
                    .isInstanceOf(EngineFailureException.class)
                    .hasMessageContaining("already part of a swarm");
            assertThatThrownBy(() -> await(
                            swarm.join(SwarmJoin.of("127.0.0.1:2378", "SWMTKN-1-x", "127.0.0.1:2377")
                                    .build()),
                            LIMIT))
                    .isInstanceOf(EngineFailureException.class)
                    .hasMessageContaining("already part of a swarm");
            assertThatThrownBy(() -> await(swarm.leave(false), LIMIT))
                    .isInstanceOf(EngineFailureException.class)
                    .hasMessageContaining("last manager");
        }
    }

    @Nested
    class Nodes {
        private final dev.estibador.swarm.Nodes nodes = harbor.docker.nodes();

        @Test
        void tellWhatTheyAre() {
            Node node = await(nodes.list(Filters.of("role", "manager")), LIMIT).get(0);

            assertThat(await(nodes.inspect(node.id()), LIMIT)).isEqualTo(node);
            assertThat(node.spec().role()).isEqualTo(NodeRole.MANAGER);
            assertThat(node.status().state()).isEqualTo(NodeState.READY);
            assertThat(node.managerStatus().leader()).isTrue();
            assertThat(node.managerStatus().reachability()).isEqualTo(Reachability.REACHABLE);
            assertThat(node.managerStatus().address()).isEqualTo("127.0.0.1:2377");
            assertThat(node.description().platform().os()).isEqualTo("linux");
            assertThat(node.description().resources().memoryBytes()).isPositive();
            assertThat(node.description().engine().engineVersion()).isNotEmpty();
            assertThat(node.description().engine().plugins()).isNotEmpty();
            assertThat(await(nodes.list(Filters.of("role", "worker")), LIMIT)).isEmpty();
        }

        @Test
        void areUpdated() {
            Node before = await(nodes.list(), LIMIT).get(0);
            await(nodes.update(before, n -> n.labels("zone", "a").availability(NodeAvailability.PAUSE)), LIMIT);
            Node after = await(nodes.inspect(before.id()), LIMIT);
            assertThat(after.spec())
                    .isEqualTo(before.spec().toBuilder()
                            .labels("zone", "a")
                            .availability(NodeAvailability.PAUSE)
                            .build());

            await(nodes.update(after.id(), after.version(), before.spec()), LIMIT);
            assertThat(await(nodes.inspect(before.id()), LIMIT).spec()).isEqualTo(before.spec());
        }

        @Test
        void areNotRemovedWhileTheyManage() {
            String id = await(nodes.list(), LIMIT).get(0).id();
            assertThatThrownBy(() -> await(nodes.remove(id, true), LIMIT))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("manager");
            assertThatThrownBy(() -> await(nodes.remove("nobody"), LIMIT)).isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class Secrets {
        private final dev.estibador.swarm.Secrets secrets = harbor.docker.secrets();

        @Test
        void areKeptAndNeverTold() {
            String name = unique("secret");
            String id = await(secrets.create(name, s -> s.labels("a", "b").content("hush")), LIMIT)
                    .id();
            try {
                assertThatThrownBy(() -> await(secrets.create(name, s -> s.content("again")), LIMIT))
                        .isInstanceOf(ConflictException.class);
                var before = await(secrets.inspect(name), LIMIT);
                assertThat(before.id()).isEqualTo(id);
                assertThat(before.createdAt()).isNotNull();
                assertThat(before.spec().labels()).containsEntry("a", "b");
                assertThat(before.spec().data()).isNull();

                await(secrets.update(before, s -> s.labels("c", "d")), LIMIT);
                var listed = await(secrets.list(Filters.of("label", "c=d").and("name", name)), LIMIT);
                assertThat(listed)
                        .singleElement()
                        .satisfies(secret -> assertThat(secret.spec().labels()).containsEntry("a", "b"));
            } finally {
                await(secrets.remove(id), LIMIT);
            }
            assertThatThrownBy(() -> await(secrets.inspect(id), LIMIT)).isInstanceOf(NotFoundException.class);
        }
    }

    @Nested
    class Configs {
        private final dev.estibador.swarm.Configs configs = harbor.docker.configs();

        @Test
        void areKeptAndTold() {
            String name = unique("config");
            ConfigSpec spec = ConfigSpec.of(name)
                    .content(new byte[] {0, -1, 7})
                    .templating(Driver.of("golang"))
                    .build();
            String id = await(configs.create(spec), LIMIT).id();
            try {
                assertThatThrownBy(() -> await(configs.create(spec), LIMIT)).isInstanceOf(ConflictException.class);
                var before = await(configs.inspect(id), LIMIT);
                assertThat(before.spec()).isEqualTo(spec);
                assertThat(before.spec().content()).containsExactly(0, -1, 7);

                await(configs.update(before, c -> c.labels("c", "d")), LIMIT);
                var after = await(configs.list(Filters.of("name", name)), LIMIT).get(0);
                assertThat(after.spec())
                        .isEqualTo(spec.toBuilder().labels("c", "d").build());
            } finally {
                await(configs.remove(id), LIMIT);
            }
            assertThatThrownBy(() -> await(configs.remove(id), LIMIT)).isInstanceOf(NotFoundException.class);
        }
    }
}
