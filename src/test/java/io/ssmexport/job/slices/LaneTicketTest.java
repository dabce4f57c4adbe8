package io.ssmexport.job.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmexport.slice.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTicketTest {

    @Test
    void aTicketIsReadAsItWasWritten() {
        LaneTicket ticket = new LaneTicket(7, 12, new Source("111122223333", "us-east-1"));
        assertThat(ticket.text()).isEqualTo("1 7 12 111122223333 us-east-1");
        assertThat(LaneTicket.parse(ticket.text())).contains(ticket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "2 7 12 111122223333 us-east-1",
                "1 x 12 111122223333 us-east-1",
                "1 7 12 1111 us-east-1",
                "1 7 12 111122223333 us-east-1 more"
            })
    void whatIsNoTicketIsNone(String text) {
        assertThat(LaneTicket.parse(text)).isEmpty();
    }
}
