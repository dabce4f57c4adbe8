package io.ssmexport.state;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * An H2 database in which nothing moves while a commit is written: what H2 writes is of one moment only if no other thread
 * changes anything meanwhile (h2database issue 2080), and a kill after that would leave half a transaction, or a row that is
 * locked for ever. Commits wait for the disk one after the other anyway.
 */
final class OneCallAtATime extends DelegatingDataSource {

    private final ReentrantLock calls = new ReentrantLock();

    OneCallAtATime(DataSource h2) {
        super(h2);
    }

    @Override
    public Connection getConnection() throws SQLException {
        calls.lock();
        try {
            return guarded(Connection.class, super.getConnection());
        } finally {
            calls.unlock();
        }
    }

    private <T> T guarded(Class<T> type, Object target) {
        InvocationHandler handler = (proxy, method, arguments) -> call(target, method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        calls.lock();
        try {
            Object result = method.invoke(target, arguments);
            return result instanceof Statement ? guarded(method.getReturnType(), result) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            calls.unlock();
        }
    }
}
