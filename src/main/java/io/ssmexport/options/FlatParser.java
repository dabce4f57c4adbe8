package io.ssmexport.options;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Stops at what is nested deeper than any option; what composes its events calls itself at each level. */
final class FlatParser implements Parser {

    private static final int MOST_LEVELS = 10;

    private final Parser parser;
    private int level;

    FlatParser(LoadSettings settings, String text) {
        this.parser = new ParserImpl(settings, new StreamReader(settings, text));
    }

    @Override
    public boolean checkEvent(Event.ID id) {
        return parser.checkEvent(id);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        switch (event.getEventId()) {
            case MappingStart, SequenceStart -> level++;
            case MappingEnd, SequenceEnd -> level--;
            default -> {
                // No other event has anything within.
            }
        }
        if (level > MOST_LEVELS) {
            throw new ParserException("nested more than " + MOST_LEVELS + " levels deep", event.getStartMark());
        }
        return event;
    }
}
