package io.ssmexport.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of STS that an export needs, in its query protocol: who am I, and roles. Every role can be assumed, unless a
 * fault denies it; the credentials' access key id names the account.
 */
final class SecurityTokens {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final Pattern ROLE =
            Pattern.compile("arn:aws[a-z-]*:iam::(\\d{12}):role/(?:[\\w+=,.@/-]+/)?([\\w+=,.@-]+)");
    private static final Pattern SESSION = Pattern.compile("[\\w+=,.@-]{2,64}");

    private final Clock clock;
    private final Faults faults;

    /** @param clock the real one, because clients hold the expiry of credentials against their own */
    SecurityTokens(Clock clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /** Name of the operation that a form asks for; empty if it names none. */
    static String action(String form) {
        return parameters(form).getOrDefault("Action", "");
    }

    Reply answer(Optional<Signer> signer, String form) {
        Map<String, String> parameters = parameters(form);
        try {
            if (signer.isEmpty()) {
                throw new ServiceError(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
            }
            String result = switch (parameters.getOrDefault("Action", "")) {
                case "GetCallerIdentity" -> identity(signer.get());
                case "AssumeRole" -> credentials(parameters);
                default -> throw ServiceError.badRequest("InvalidAction", "Could not find operation for the request");
            };
            return Reply.of(200, "text/xml", result, "");
        } catch (ServiceError e) {
            return Reply.of(e.status(), "text/xml", error(e), e.code());
        }
    }

    private String identity(Signer signer) throws ServiceError {
        requireAllowed(signer.account(), "sts:GetCallerIdentity");
        return String.format(Locale.ROOT, """
                <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <GetCallerIdentityResult>
                    <Arn>%s</Arn>
                    <UserId>%s</UserId>
                    <Account>%s</Account>
                  </GetCallerIdentityResult>
                </GetCallerIdentityResponse>
                """, signer.arn(), Signer.accessKey(signer.account()), signer.account());
    }

    private String credentials(Map<String, String> parameters) throws ServiceError {
        Matcher role = ROLE.matcher(parameters.getOrDefault("RoleArn", ""));
        String session = parameters.getOrDefault("RoleSessionName", "");
        if (!role.matches() || !SESSION.matcher(session).matches()) {
            throw ServiceError.badRequest("ValidationError", "The role ARN or the session name is not valid");
        }
        String account = role.group(1);
        requireAllowed(account, "sts:AssumeRole");
        return String.format(
                Locale.ROOT,
                """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleResult>
                    <AssumedRoleUser>
                      <AssumedRoleId>AROASIMULATOR:%2$s</AssumedRoleId>
                      <Arn>arn:aws:sts::%1$s:assumed-role/%3$s/%2$s</Arn>
                    </AssumedRoleUser>
                    <Credentials>
                      <AccessKeyId>%4$s</AccessKeyId>
                      <SecretAccessKey>simulator</SecretAccessKey>
                      <SessionToken>simulator</SessionToken>
                      <Expiration>%5$s</Expiration>
                    </Credentials>
                  </AssumeRoleResult>
                </AssumeRoleResponse>
                """,
                account,
                session,
                role.group(2),
                Signer.accessKey(account),
                clock.instant().plus(LIFE).truncatedTo(ChronoUnit.SECONDS));
    }

    private void requireAllowed(String account, String action) throws ServiceError {
        if (faults.deniesSts() || faults.denies(account)) {
            throw new ServiceError(403, "AccessDenied", "User is not authorized to perform: " + action);
        }
    }

    private static String error(ServiceError error) {
        return String.format(Locale.ROOT, """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error>
                    <Type>Sender</Type>
                    <Code>%s</Code>
                    <Message>%s</Message>
                  </Error>
                </ErrorResponse>
                """, error.code(), error.message());
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : form.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length == 2) {
                parameters.put(decode(nameAndValue[0]), decode(nameAndValue[1]));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
