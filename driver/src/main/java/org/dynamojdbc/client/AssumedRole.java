package org.dynamojdbc.client;

import org.dynamojdbc.error.SqlFailure;
import org.dynamojdbc.error.SqlState;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.StsException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Credentials of a role, asked for when the first call needs them and again before they expire. */
final class AssumedRole implements AwsCredentialsProvider, SdkAutoCloseable {
    private final AwsCredentialsProvider own;
    private final String roleArn;
    private final StsClient sts;
    private final StsAssumeRoleCredentialsProvider role;

    /**
     * @param own credentials that may assume the role; closed with this
     * @param externalId null when the role's owner asks for none
     */
    AssumedRole(
            AwsCredentialsProvider own,
            String roleArn,
            String sessionName,
            @Nullable String externalId,
            Region region,
            SdkHttpClient.Builder<?> http) {
        this.own = own;
        this.roleArn = roleArn;
        this.sts = StsClient.builder()
                .region(region)
                .credentialsProvider(own)
                .httpClientBuilder(http)
                .build();
        this.role = StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request ->
                        request.roleArn(roleArn).roleSessionName(sessionName).externalId(externalId))
                .build();
    }

    /** A refusal travels as the cause of an exception of the SDK's, whose interceptors take no other. */
    @Override
    public AwsCredentials resolveCredentials() {
        try {
            return role.resolveCredentials();
        } catch (StsException refused) {
            throw failure(refused);
        } catch (SdkClientException unreached) {
            if (unreached.getCause() instanceof StsException refused) {
                throw failure(refused);
            }
            throw unreached;
        }
    }

    private SdkClientException failure(SdkException refused) {
        SqlFailure failure = new SqlFailure(
                SqlState.INVALID_AUTHORIZATION,
                "the role " + roleArn + " cannot be assumed: " + refused.getMessage()
                        + "; check roleArn, its trust policy and roleExternalId",
                refused);
        return SdkClientException.create(failure.getMessage(), failure);
    }

    @Override
    public void close() {
        role.close();
        sts.close();
        if (own instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public String toString() {
        return "AssumedRole[" + roleArn + "]";
    }
}
