package io.ssmexport.cli;

import io.ssmexport.broker.LocalBroker;
import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Problem;
import io.ssmexport.simulator.Faults;
import io.ssmexport.simulator.Simulation;
import io.ssmexport.simulator.Simulator;
import io.ssmexport.simulator.s3.S3Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves a made-up history until it is interrupted. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Stand-in for SSM and S3 on loopback, to try things out without an AWS account.",
        description = {
            "",
            "Serves ListCommandInvocations and ListCommands, and the two STS calls an export makes, to anything that speaks to AWS: this tool,"
                    + " the AWS CLI, an SDK. Any credentials and regions are good; each account and region has its own history,"
                    + " the same in every run with the same options on the same day.",
            "",
            "Serves S3 at the same address, with one bucket; its objects are gone when the simulator ends.",
            "",
            "With --broker-port, a message broker (ActiveMQ) too, which holds what is sent in memory.",
            ""
        },
        footer = {
            "",
            "Faults, counted in requests or pages (N = 1 is every one):",
            "  throttle=N         ThrottlingException for every Nth request",
            "  rate=N/s           ThrottlingException beyond N a second in one region",
            "  fail=N             InternalServerError for every Nth request",
            "  latency=DURATION   every response takes that long (ms, s, m)",
            "  stall=N:DURATION   every Nth response is held that long",
            "  cut=N              connection closed in the middle of every Nth response",
            "  not-json=N         every Nth response is a page of HTML",
            "  short-page=N       every Nth page is half as long as asked for",
            "  empty-page=N       every Nth page is empty, and the list goes on",
            "  duplicate=N        every Nth page begins with the end of the one before",
            "  expire-tokens=N    tokens are refused once N more pages were served",
            "  repeat-token=PAGE  after that page the same token comes back, for ever",
            "  cycle-tokens=PAGE  after that page two tokens come in turn, for ever",
            "  no-list=N          every Nth answer lacks its list, not its token",
            "  gateway=N          every Nth answer is {\"message\":\"Forbidden\"} with status 200",
            "  late=DURATION      commands are listed that long after they were sent",
            "  narrow-window=DURATION  InvokedAfter and InvokedBefore leave out that much at both ends",
            "  wide-window=DURATION    they let in that much more at both ends",
            "  trace=N            every Nth invocation has text in TraceOutput",
            "  deny=NAME          AccessDenied for that region, or account and its roles",
            "  deny-sts           AccessDenied for every STS call",
            "",
            "Faults of S3, counted in requests that they can happen to:",
            "  s3-slow-down=N     503 SlowDown",
            "  s3-fail=N          500 InternalError",
            "  s3-expired-token=N  400 ExpiredToken",
            "  s3-conflict=N      409 ConditionalRequestConflict for a conditional write",
            "  s3-lost-answer=N   done, but the connection is closed without an answer",
            "  s3-cut-upload=N    connection closed in the middle of the request",
            "  s3-cut-download=N  connection closed in the middle of the response",
            "  s3-short-body=N    response ends early, and says it is whole",
            "  s3-ignore-conditions=N  If-Match and If-None-Match of a write are overlooked",
            "  s3-store-framing=N      aws-chunked framing is stored as if it were data",
            "  s3-refuse-framing=N     501 NotImplemented for aws-chunked framing",
            "  s3-latency=DURATION     every response takes that long (ms, s)",
            "  s3-deny=ACTION     AccessDenied for an action, such as s3:PutObject",
            "  s3-owner=ACCOUNT   the bucket is that account's, for whoever expects an owner",
            "",
            "Example: a service that throttles, and forgets its tokens",
            "  ssm-export simulate --fault throttle=10 --fault expire-tokens=50",
            "  ssm-export simulate --broker-port 61616"
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final int INTERRUPTED = 130;
    private static final String OF_S3 = "s3-";

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Option(
            names = "--invocations",
            paramLabel = "N",
            defaultValue = "1000",
            description = {"Invocations in each account and region (default: ${DEFAULT-VALUE})."})
    private int invocations;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "7",
            description = {
                "Days they are spread over, and after which the service forgets them (default: ${DEFAULT-VALUE})."
            })
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = {"Another number gives another history (default: ${DEFAULT-VALUE})."})
    private long seed;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "4599",
            description = {"Port on 127.0.0.1; 0 takes any that is free (default: ${DEFAULT-VALUE})."})
    private int port;

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = "archive",
            description = {"Bucket that is there for S3 (default: ${DEFAULT-VALUE})."})
    private String bucket = "";

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            description = {
                "Port on 127.0.0.1 of a message broker for run --broker and worker; 0 takes any that is free. There is none without it."
            })
    private @Nullable Integer brokerPort;

    @ArgGroup
    private @Nullable Time time;

    @Option(names = "--fault", paramLabel = "NAME=VALUE", description = "What goes wrong; repeatable, see below.")
    private List<String> faults = new ArrayList<>();

    static final class Time {

        @Option(
                names = "--now",
                paramLabel = "INSTANT",
                description = {
                    "Time at which the service stands still, such as 2026-11-19T12:00:00Z (default: today's UTC midnight)."
                })
        private @Nullable Instant now;

        @Option(names = "--live", description = "Whether time goes on: commands come, end and are forgotten.")
        private boolean live;
    }

    @Override
    public Integer call() throws IOException {
        Clock clock = clock();
        try (Simulator simulator = Simulator.start(simulation(), clock, port, parsedFaults());
                LocalBroker broker = broker()) {
            prepare(simulator.buckets());
            print(simulator.endpoint(), broker, clock.instant());
            new CountDownLatch(1).await();
            return INTERRUPTED;
        } catch (BindException e) {
            throw new Failure(
                    Failure.Kind.USAGE,
                    Problem.at("port", port + " of 127.0.0.1 can't be used (" + e.getMessage() + ")")
                            .withRemedy("choose another with --port, or --port 0 for any that is free"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }

    /** Its classes are loaded only where it is asked for. */
    private @Nullable LocalBroker broker() {
        return brokerPort == null ? null : LocalBroker.start(brokerPort);
    }

    private Clock clock() {
        if (time != null && time.live) {
            return Clock.systemUTC();
        }
        return time != null && time.now != null
                ? Clock.fixed(time.now, ZoneOffset.UTC)
                : Simulator.frozenAtMidnight(Clock.systemUTC());
    }

    private Simulation simulation() {
        try {
            return new Simulation(invocations, days, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private Faults parsedFaults() {
        try {
            return Faults.parse(
                    faults.stream().filter(fault -> !fault.startsWith(OF_S3)).toList());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private void prepare(S3Store buckets) {
        try {
            buckets.create(bucket);
            faults.stream()
                    .filter(fault -> fault.startsWith(OF_S3))
                    .map(fault -> fault.substring(OF_S3.length()))
                    .forEach(buckets.faults()::set);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private void print(URI endpoint, @Nullable LocalBroker broker, Instant now) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(endpoint);
        out.println();
        out.println("Serving " + invocations + " invocations in each account and region, of the " + days
                + " days before " + now + ". In another terminal:");
        out.println("  export AWS_ENDPOINT_URL=" + endpoint + " AWS_ACCESS_KEY_ID=simulator"
                + " AWS_SECRET_ACCESS_KEY=simulator AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1");
        out.println("  aws ssm list-command-invocations --details --max-items 3");
        out.println("  aws s3 ls s3://" + bucket);
        out.println("For the bucket alone: export AWS_ENDPOINT_URL_S3=" + endpoint);
        if (broker != null) {
            out.println("For run and worker, with a Postgres: --into postgres: --broker " + broker.url());
        }
        out.println("Ctrl-C ends it.");
        out.flush();
    }
}
