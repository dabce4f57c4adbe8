package io.ssmexport.ssm;

import io.ssmexport.failure.Failure;
import io.ssmexport.failure.Place;
import io.ssmexport.failure.Problem;
import io.ssmexport.service.AwsSetup;
import io.ssmexport.service.SetupFailure;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who the credentials belong to and which region is set up. */
public final class Caller {

    private static final String ACCOUNT_ID = "account-id";

    private Caller() {}

    /**
     * Account number of the credentials, from STS GetCallerIdentity.
     *
     * @param regions to ask in, the best first; the next one is asked where STS can't be reached
     * @throws Failure of kind USAGE where there are no credentials or STS denies the question; of kind INCOMPLETE where
     *     STS can't be reached or doesn't tell
     */
    public static String accountId(SsmClients clients, List<String> regions) {
        SdkException refused = null;
        for (String region : regions) {
            try {
                return account(clients.sts(region).getCallerIdentity());
            } catch (AwsServiceException e) {
                throw refused(e);
            } catch (SdkClientException e) {
                refused = e;
            }
        }
        throw refused(Objects.requireNonNull(refused, "a region"));
    }

    private static String account(GetCallerIdentityResponse answer) {
        if (answer.account() == null || answer.account().isBlank()) {
            throw new Failure(
                    Failure.Kind.INCOMPLETE,
                    Problem.at(
                                    ACCOUNT_ID,
                                    "the answer of sts:GetCallerIdentity must have the account's number but had none")
                            .withRemedy("check AWS_ENDPOINT_URL and what stands between here and AWS, or name it with"
                                    + " --account-id"));
        }
        return answer.account();
    }

    /**
     * Regions for asking STS, the best first: that of the environment or profile, then those to read that the SDK knows,
     * which leaves a mistyped one to the end. The instance's own isn't among them: outside of EC2 the SDK takes seconds to
     * learn that there is none.
     */
    public static List<String> tokenRegions(AwsSetup setup, List<String> regions) {
        Set<String> ordered = new LinkedHashSet<>();
        setup.region().ifPresent(ordered::add);
        regions.stream().filter(Caller::isKnown).forEach(ordered::add);
        ordered.addAll(regions);
        return List.copyOf(ordered);
    }

    private static boolean isKnown(String region) {
        return Region.regions().contains(Region.of(region));
    }

    /**
     * Region of the environment, the profile, or else the instance.
     *
     * @throws Failure of kind USAGE if there is none
     */
    public static String region(AwsSetup setup) {
        return setup.region().orElseGet(() -> {
            try {
                return new InstanceProfileRegionProvider().getRegion().id();
            } catch (RuntimeException e) {
                throw new Failure(
                        Failure.Kind.USAGE,
                        Problem.at("regions", "no region is set up")
                                .withRemedy("name it with --regions, AWS_REGION or in the AWS profile"),
                        e);
            }
        });
    }

    private static Failure refused(SdkException refused) {
        Optional<SetupFailure> setup = SetupFailure.in(refused);
        if (setup.isPresent()) {
            return setup.get();
        }
        if (refused instanceof AwsServiceException service) {
            String code = Refusal.code(service);
            return new Failure(
                    Failure.Kind.USAGE,
                    Problem.at(ACCOUNT_ID, "sts:GetCallerIdentity was refused (" + Refusal.said(service) + ")")
                            .withCode(code.isEmpty() ? null : code)
                            .withRemedy(
                                    Refusal.isDenied(code)
                                            ? "name the account's number with --account-id"
                                            : "check the credentials, or name the account's number with --account-id"),
                    refused);
        }
        return new Failure(Failure.Kind.INCOMPLETE, Refusal.of(refused).at(Place.of(ACCOUNT_ID)), refused);
    }
}
