package io.ssmexport.simulator.s3;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Document of a request: a root with texts and with groups of texts, which is all that S3's have.
 *
 * @param texts directly below the root
 * @param groups texts of each element below the root that has some, in order
 */
record XmlBody(Map<String, String> texts, List<Map<String, String>> groups) {

    /** @throws S3Error MalformedXML unless the root and its groups have those names */
    static XmlBody parse(byte[] bytes, String root, String group) throws S3Error {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            reader.nextTag();
            reader.require(XMLStreamConstants.START_ELEMENT, null, root);
            XmlBody body = new XmlBody(new LinkedHashMap<>(), new ArrayList<>());
            while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
                String name = reader.getLocalName();
                if (name.equals(group)) {
                    body.groups().add(texts(reader));
                } else {
                    body.texts().put(name, reader.getElementText());
                }
            }
            return body;
        } catch (XMLStreamException e) {
            throw S3Error.malformedXml();
        }
    }

    private static Map<String, String> texts(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> texts = new LinkedHashMap<>();
        while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
            texts.put(reader.getLocalName(), reader.getElementText());
        }
        return texts;
    }
}
