package io.ssmexport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmexport.broker.Artemis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kills a run and its workers wherever they are; for more rounds than one: {@code -Dssm-export.rounds=50}. */
class RandomKillsIT extends WithWorkers {

    private static final int KILLS = 3;

    /** A run and two workers. */
    private static final int MEMBERS = 3;

    private static final int MOST_PAGES_BETWEEN = 6;
    private static final int MOST_MILLIS_BETWEEN = 200;
    private static final int LANES = 2;

    /** Of each the members by their bits; the first is the run. */
    private static final List<Integer> VICTIMS = List.of(0b001, 0b010, 0b111, 0b101, 0b110, 0b100, 0b011);

    @RegisterExtension
    private static final Artemis BROKER = new Artemis();

    @Override
    String broker() {
        return BROKER.url();
    }

    @BeforeEach
    void setUp() {
        fleet.faults.set("latency=100ms");
    }

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("ssm-export.rounds", 1));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoeverIsKilledAndWheneverNothingIsLostOrDoubled(int seed) throws Exception {
        Random random = new Random(seed);
        List<WorkerFleet.Member> members = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(start(i));
        }
        int kills = 0;
        while (kills < KILLS && awaitMoment(random, members.get(0))) {
            List<Integer> victims = victims(seed * KILLS + kills);
            for (int victim : victims) {
                members.get(victim).kill();
            }
            for (int victim : victims) {
                members.set(victim, start(victim));
            }
            kills++;
        }
        assertThat(kills).as("run, worker and all were killed").isGreaterThanOrEqualTo(3);
        fleet.requireUndisturbed(members.get(0), kills * LANES * WorkerFleet.BROKEN_OFF);
    }

    private WorkerFleet.Member start(int member) throws Exception {
        return member == 0 ? fleet.run() : fleet.worker();
    }

    /** False if the run has ended before it comes. */
    private boolean awaitMoment(Random random, WorkerFleet.Member run) {
        int pages = fleet.asked() + 1 + random.nextInt(MOST_PAGES_BETWEEN);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> fleet.asked() >= pages || !run.process().isAlive());
        Duration wait = Duration.ofMillis(random.nextInt(MOST_MILLIS_BETWEEN));
        await().pollDelay(wait).pollInterval(Duration.ofMillis(1)).until(() -> true);
        return run.process().isAlive();
    }

    /** The run, then a worker, then all; then in other combinations. */
    private static List<Integer> victims(int kill) {
        int chosen = VICTIMS.get(kill % VICTIMS.size());
        return IntStream.range(0, MEMBERS)
                .filter(member -> (chosen & 1 << member) != 0)
                .boxed()
                .toList();
    }
}
