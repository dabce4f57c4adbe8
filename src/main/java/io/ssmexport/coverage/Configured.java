package io.ssmexport.coverage;

import io.ssmexport.options.ExportOptions;
import io.ssmexport.slice.RoleArn;
import io.ssmexport.slice.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sources that a job names, as far as its options alone tell: nobody is asked. */
record Configured(ExportOptions options) {

    /** Those that can be named without asking AWS whose credentials these are, or where. */
    List<Source> sources() {
        return accounts()
                .flatMap(account -> options.regions().stream().map(region -> new Source(account, region)))
                .distinct()
                .filter(this::isInShard)
                .toList();
    }

    /** Whether the job reads the source, as far as can be told. */
    boolean includes(Source source) {
        boolean region = options.regions().isEmpty() || options.regions().contains(source.region());
        List<String> accounts = accounts().toList();
        return region && (accounts.isEmpty() || accounts.contains(source.account())) && isInShard(source);
    }

    private boolean isInShard(Source source) {
        return options.shard() == null || options.shard().has(source);
    }

    private Stream<String> accounts() {
        return Stream.concat(
                options.roles().stream().map(RoleArn::account), Optional.ofNullable(options.accountId()).stream());
    }
}
