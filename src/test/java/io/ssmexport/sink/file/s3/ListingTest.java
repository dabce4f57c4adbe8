package io.ssmexport.sink.file.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.sink.file.storage.StoredFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListingTest {

    private final Listing listing = new Listing();

    private static StoredFile file(String name, long bytes) {
        return new StoredFile(name, bytes, "version of " + bytes);
    }

    /** By another worker, which has published it or begun it anew. */
    @Test
    void whatIsGoneWhenItIsLookedAtAgainIsForgotten() {
        listing.add("a/", List.of(file("a/1", 1), file("a/2", 2)));
        listing.add("b/", List.of(file("b/1", 1)));
        listing.replace("a/", List.of(file("a/2", 3), file("a/3", 3)));
        assertThat(listing.list("a/")).containsExactly(file("a/2", 3), file("a/3", 3));
        assertThat(listing.find("a/1")).isEmpty();
        assertThat(listing.list("b/")).containsExactly(file("b/1", 1));
    }

    @Test
    void whatWasLookedForAloneIsKnownWhetherItIsThereOrNot() {
        listing.set("a", null);
        listing.set("b", file("b", 1));
        assertThat(listing.knowsFile("a")).isTrue();
        assertThat(listing.find("a")).isEmpty();
        assertThat(listing.find("b")).contains(file("b", 1));
        assertThat(listing.knowsFile("c")).isFalse();
        assertThat(listing.knows("a")).isFalse();
    }
}
