package io.ssmexport.simulator.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a document of S3's. */
final class Xml {

    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final XMLStreamWriter writer;

    private Xml() {
        try {
            writer = XMLOutputFactory.newInstance().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            writer.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    static Xml document(String root) {
        return new Xml().element(root, xml -> xml.writer.writeDefaultNamespace(NAMESPACE));
    }

    /** Errors alone have no namespace. */
    static Xml error() {
        return new Xml().open("Error");
    }

    Xml open(String name) {
        return element(name, xml -> {});
    }

    Xml text(String name, Object value) {
        return element(name, xml -> xml.writer.writeCharacters(value.toString()))
                .close();
    }

    Xml text(String name, Optional<?> value) {
        return value.isEmpty() ? this : text(name, value.get());
    }

    /** Text of the element that is open. */
    Xml text(String value) {
        return write(xml -> xml.writer.writeCharacters(value));
    }

    Xml close() {
        return write(xml -> {
            xml.writer.writeEndElement();
        });
    }

    byte[] bytes() {
        write(xml -> {
            xml.writer.writeEndDocument();
            xml.writer.close();
        });
        return bytes.toByteArray();
    }

    private Xml element(String name, Write content) {
        return write(xml -> {
            xml.writer.writeStartElement(name);
            content.to(xml);
        });
    }

    private interface Write {
        void to(Xml xml) throws XMLStreamException;
    }

    private Xml write(Write write) {
        try {
            write.to(this);
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
