package io.ssmexport.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one list, to notice one that never ends: by a token that comes back, at once or after some others, or by
 * its length. Keeps 64 bits of each token. Not thread-safe.
 */
public final class TokenChain {

    /** At 50 a page, 25 million invocations; AWS's own busiest days are far below. */
    static final int MOST_PAGES = 500_000;

    private final Set<Long> seen = new HashSet<>();
    private final MessageDigest digest;
    private final int mostPages;
    private int pages;

    private TokenChain(int pages, int mostPages) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        this.pages = pages;
        this.mostPages = mostPages;
    }

    /** Chain of a list of any length, of which only tokens that come count. */
    public static TokenChain ofAnyLength() {
        return new TokenChain(0, Integer.MAX_VALUE);
    }

    /** Chain from a list's first page on. */
    public static TokenChain whole() {
        return from(null, 0);
    }

    /**
     * Chain from a page on.
     *
     * @param token the page's; null for a list's first
     * @param pages before it
     */
    public static TokenChain from(@Nullable String token, int pages) {
        TokenChain chain = new TokenChain(pages, MOST_PAGES);
        if (token != null) {
            chain.add(token);
        }
        return chain;
    }

    /**
     * What is wrong with going on after a page, or null.
     *
     * @param sent token that the page was asked for with
     * @param next token that came with it
     */
    public @Nullable Objection objection(@Nullable String sent, String next) {
        pages++;
        if (next.equals(sent)) {
            return Objection.SAME_TOKEN;
        }
        if (!add(next)) {
            return Objection.EARLIER_TOKEN;
        }
        return pages < mostPages ? null : Objection.TOO_LONG;
    }

    private boolean add(String token) {
        byte[] hash = digest.digest(token.getBytes(StandardCharsets.UTF_8));
        return seen.add(ByteBuffer.wrap(hash).getLong());
    }
}
