package org.dynamojdbc.client;

import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Credentials whose absence is told apart from every other failure before a call: the SDK throws one exception class for
 * all of them. The failure travels as the cause of one of the SDK's, whose interceptors take no other.
 */
record NamedCredentials(AwsCredentialsProvider source) implements AwsCredentialsProvider {
    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return source.resolveCredentials();
        } catch (SdkClientException none) {
            if (none.getCause() instanceof SqlFailure) {
                throw none;
            }
            SqlFailure failure = new SqlFailure(
                    SqlState.INVALID_AUTHORIZATION,
                    "no AWS credentials: " + none.getMessage()
                            + "; give them by the environment, a profile, or accessKeyId and secretAccessKey",
                    none);
            throw SdkClientException.create(failure.getMessage(), failure);
        }
    }

    @Override
    public String toString() {
        return "NamedCredentials";
    }
}
