package io.ssmexport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code awscli.shorthand.ShorthandParser} makes of the same texts. */
class ShorthandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "key=a                | {'key':'a'}",
                "key= a , b           | {'key':['a','b']}",
                "a=b , c=d            | {'a':'b','c':'d'}",
                "a=1,2,3,b=4          | {'a':['1','2','3'],'b':'4'}",
                "a=                   | {'a':''}",
                "a=,b=c               | {'a':'','b':'c'}",
                "=b                   | {'':'b'}",
                "a.b-c_d#e/f:g=1      | {'a.b-c_d#e/f:g':'1'}",
                "A0Z9=1               | {'A0Z9':'1'}",
                "a=[]                 | {'a':[]}",
                "a=[ x , y ]          | {'a':['x','y']}",
                "a=[x,y,]             | {'a':['x','y']}",
                "a=[1 2]              | {'a':['1 2']}",
                "a = [b , c] , d = e  | {'a':['b','c'],'d':'e'}",
                "a=[{b=c},{b=d}]      | {'a':[{'b':'c'},{'b':'d'}]}",
                "a={b={c=[1,2]}}      | {'a':{'b':{'c':['1','2']}}}",
                "a={b = c , d = e }   | {'a':{'b':'c','d':'e'}}",
                "a={b=c d=e}          | {'a':{'b':'c d=e'}}",
                "a={b=[x,y] , c=d}    | {'a':{'b':['x','y'],'c':'d'}}",
                "a='x,y'              | {'a':'x,y'}",
                "a='x\\'y'            | {'a':'x^y'}",
                "a='x\\\\y'           | {'a':'x\\\\y'}",
                "a=x,'y z',w          | {'a':['x','y z','w']}",
                "a=x,\"y\" ,w         | {'a':['x','y','w']}",
                "a=\"x\" , \"y\"      | {'a':['x','y']}",
                "a=x\\,y,z            | {'a':['x,y','z']}",
                "a@=plain             | {'a':'plain'}",
                "a @ = plain          | {'a':'plain'}",
                "a=1,b=2,~c           | {'a':'1','b':['2','c']}",
                "a=b,~c d             | {'a':['b','c d']}",
                "a=b~,c               | {'a':['b','c']}",
                "k=v~x                | {'k':'v\\nx'}",
                "a=x~y,zz             | {'a':['x\\ny','zz']}",
            })
    void aTextIsTheStructureThatItIsForTheAwsCli(String text, String json) throws Exception {
        assertThat(Shorthand.parse("--filters", text.replace('~', '\n')))
                .hasToString(json.replace('\'', '"').replace('^', '\''));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=[1                 | Expected: ',', received: 'EOF'                        | a=[1~    ^",
                "a={b                 | Expected: '=', received: 'EOF'                        | a={b~    ^",
                "a={b='c'd=e}         | Expected: ',', received: 'd'                          | a={b='c'd=e}~        ^",
                "a='x                 | Expected: '<singled quoted>', received: '<none>'      | a='x~  ^",
                "a=\"x                | Expected: '<double quoted>', received: '<none>'       | a=\"x~  ^",
                "a=b,                 | Expected: '<second>', received: '<none>'              | a=b,~    ^",
                "a=x,\"y              | Expected: '=', received: '\"'                         | a=x,\"y~    ^",
                "a b=c                | Expected: '=', received: 'b'                          | a b=c~  ^",
                "ä=b                  | Expected: '=', received: 'ä'                          | ä=b~^",
                "[=1                  | Expected: '=', received: '['                          | [=1~^",
                "k='v'~x=y~z          | Expected: ',', received: 'x'                          | k='v'~x=y~^~z",
                "k=v,~x=y,z='         | Expected: '<singled quoted>', received: '<none>'      | k=v,~x=y,z='~      ^",
            })
    void aMistakeIsShownInItsPlace(String text, String said, String shown) {
        String lines = text.replace('~', '\n');
        assertThatExceptionOfType(Shorthand.SyntaxException.class)
                .isThrownBy(() -> Shorthand.parse("--filters", lines))
                .satisfies(mistake -> assertThat(mistake.said()).isEqualTo(said))
                .satisfies(
                        mistake -> assertThat(mistake.input()).isEqualTo(" for input:\n" + shown.replace('~', '\n')));
    }

    @Test
    void aKeyThatStandsTwiceIsShownWhereItStandsAgain() {
        assertThatExceptionOfType(Shorthand.SyntaxException.class)
                .isThrownBy(() -> Shorthand.parse("--filters", "a=b\nc=d,a=e"))
                .withMessage("Second instance of key \"a\" encountered for input:\na=b\nc=d,a=e\n    ^\n"
                        + "This is often because there is a preceding \",\" instead of a space.");
    }

    @Test
    void aMarkedKeyTakesItsValueFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("value"), "in the file");
        assertThat(Shorthand.parse("--filters", "a@=file://" + file + ",b=file://" + file))
                .hasToString("{\"a\":\"in the file\",\"b\":\"file://" + file + "\"}");
        assertThat(Shorthand.parse("--filters", "a={b@=file://" + file + "},c=[x]"))
                .hasToString("{\"a\":{\"b\":\"in the file\"},\"c\":[\"x\"]}");
    }
}
