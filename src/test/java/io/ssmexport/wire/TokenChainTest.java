package io.ssmexport.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenChainTest {

    @Test
    void aTokenThatComesBackAtOnceIsTheSameAndLaterOnAnEarlierOne() {
        TokenChain chain = TokenChain.whole();
        assertThat(chain.objection(null, "b")).isNull();
        assertThat(chain.objection("b", "c")).isNull();
        assertThat(chain.objection("c", "c")).isEqualTo(Objection.SAME_TOKEN);
        assertThat(chain.objection("c", "b")).isEqualTo(Objection.EARLIER_TOKEN);
    }

    @Test
    void theTokenThatAChainGoesOnFromCountsAsSeen() {
        TokenChain chain = TokenChain.from("b", 7);
        assertThat(chain.objection("b", "c")).isNull();
        assertThat(chain.objection("c", "b")).isEqualTo(Objection.EARLIER_TOKEN);
    }

    @Test
    void aChainWithoutAnEndIsEnded() {
        assertThat(TokenChain.from("t", TokenChain.MOST_PAGES - 2).objection("t", "u"))
                .isNull();
        assertThat(TokenChain.from("t", TokenChain.MOST_PAGES - 1).objection("t", "u"))
                .isEqualTo(Objection.TOO_LONG);
        assertThat(TokenChain.ofAnyLength().objection("t", "u")).isNull();
    }
}
