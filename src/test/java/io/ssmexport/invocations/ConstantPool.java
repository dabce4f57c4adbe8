package io.ssmexport.invocations;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a class file names, from chapter 4.4 of the Java Virtual Machine Specification. */
final class ConstantPool {

    private static final int MAGIC_AND_VERSION = 8;

    private ConstantPool() {}

    /** Names of the classes that it has to do with, as {@code java/lang/String}. */
    static List<String> classes(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(bytes)) {
            in.skipNBytes(MAGIC_AND_VERSION);
            int end = in.readUnsignedShort();
            Map<Integer, String> texts = new HashMap<>();
            List<Integer> names = new ArrayList<>();
            for (int i = 1; i < end; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts.put(i, in.readUTF());
                    case 7 -> names.add(in.readUnsignedShort());
                    case 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++; // takes two places
                    }
                    default -> throw new IOException(file + " has a constant of kind " + tag);
                }
            }
            return names.stream()
                    .map(texts::get)
                    .map(name -> name.substring(name.lastIndexOf('[') + 1))
                    .map(name -> name.endsWith(";") ? name.substring(1, name.length() - 1) : name)
                    .toList();
        }
    }
}
