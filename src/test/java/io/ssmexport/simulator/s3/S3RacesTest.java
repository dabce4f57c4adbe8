package io.ssmexport.simulator.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3RacesTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 10;

    @RegisterExtension
    final S3Extension stand = new S3Extension();

    @Test
    void ofEightThatCreateAnObjectExactlyOneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "new-" + round;
            assertOneWins(key, request -> request.ifNoneMatch("*"));
        }
    }

    @Test
    void ofEightThatReplaceAnObjectExactlyOneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String etag = stand.s3.put("same", "round " + round).eTag();
            assertOneWins("same", request -> request.ifMatch(etag));
        }
    }

    private void assertOneWins(String key, Consumer<PutObjectRequest.Builder> condition) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String text = "by " + thread;
                statuses.add(threads.submit(() -> {
                    start.await();
                    return status(key, text, condition);
                }));
            }
            List<String> winners = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int status = statuses.get(thread).get();
                assertThat(status).isIn(200, 412);
                if (status == 200) {
                    winners.add("by " + thread);
                }
            }
            assertThat(winners).hasSize(1).containsExactly(text(key));
        } finally {
            threads.shutdownNow();
        }
    }

    private int status(String key, String text, Consumer<PutObjectRequest.Builder> condition) {
        try {
            return stand.s3.put(key, text, condition).sdkHttpResponse().statusCode();
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    private String text(String key) throws IOException {
        return new String(stand.bucket.bytes(key).orElseThrow(), StandardCharsets.UTF_8);
    }
}
