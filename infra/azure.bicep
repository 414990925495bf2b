// One department's Uptake: a web app, its database, its secrets and its bot, in one resource group.
// The bot, the vault's reader and the web app are one managed identity; the database is reachable from the web app only.

@description('Short name from which every resource is named: 4 to 16 lower-case letters and digits.')
@minLength(4)
@maxLength(16)
param resourceBaseName string

@description('Name of the bot as people see it in Teams.')
@maxLength(42)
param botDisplayName string = 'Uptake'

@description('Azure region of everything but the bot registration, which is global.')
param location string = 'uksouth'

@description('Size of the web app\'s plan. It needs Always On and a virtual network: B1 or larger; P0v3 or larger for production.')
param appServiceSku string = 'P0v3'

@description('How many copies of the web app run. Work is shared through the database; two keep it up while one is replaced.')
@minValue(1)
@maxValue(10)
param instances int = 2

@description('Version of PostgreSQL.')
@allowed(['16', '17'])
param postgresVersion string = '17'

@description('Size of the database server. Standard_B2s does for some thousand people; Standard_D4ds_v5 (GeneralPurpose) for half a million.')
param postgresSku string = 'Standard_B2s'

@description('Tier of the database server; it has to fit its size.')
@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param postgresTier string = 'Burstable'

@description('Storage of the database in GB. It grows by itself.')
param postgresStorageGB int = 32

@description('A standby of the database in another zone. Not available in the Burstable tier.')
@allowed(['Disabled', 'SameZone', 'ZoneRedundant'])
param postgresHighAvailability string = 'Disabled'

@description('How many days back the database can be restored.')
@minValue(7)
@maxValue(35)
param backupDays int = 14

@description('Keeps a copy of the backups in UK West. Can only be chosen when the server is made.')
@allowed(['Disabled', 'Enabled'])
param geoRedundantBackup string = 'Disabled'

@description('Name of the database\'s administrator.')
param databaseLogin string = 'uptake'

@description('The administrator\'s password: 16 characters at least. It is kept in the key vault.')
@secure()
@minLength(16)
param databasePassword string

@description('Client id of the Entra application that people sign in to from the tab and that reads Microsoft Graph.')
param aadAppClientId string

@description('Tenant of that application.')
param aadAppTenantId string = tenant().tenantId

@description('Its client secret, kept in the key vault.')
@secure()
param aadAppClientSecret string

@description('Organisations whose Microsoft Graph may be read, with commas, where they are others than that tenant alone.')
param graphTenants string = ''

@description('How often Microsoft lets us ask for one report in ten minutes.')
@minValue(2)
param graphReportsPerTenMinutes int = 14

@description('Leaves people in a meeting in peace. Needs the permission Presence.Read.All.')
param graphPresence bool = false

@description('Leaves people who are away in peace. Needs the permission MailboxSettings.Read.')
param graphAutomaticReplies bool = false

@description('The app that may be put into people\'s Teams, by the id in its manifest. Empty: it is put into nobody\'s.')
param teamsAppId string = ''

@description('The same app by its id in the organisation\'s catalogue, where we may not look it up there.')
param teamsAppCatalogueId string = ''

@description('Who answers questions on personal data, as people are shown it.')
param privacyContact string = ''

@description('Days off beside bank holidays, as ISO dates with commas.')
param privilegeDays string = ''

@description('How many of a hundred people get no tips by themselves, so that it can be found out what tips do.')
@minValue(0)
@maxValue(50)
param holdOutPercent int = 10

@description('Whether lots for that are drawn by person or by team.')
@allowed(['person', 'team'])
param holdOutBy string = 'person'

@description('How much is logged.')
@allowed(['debug', 'info', 'warn', 'error', 'silent'])
param logLevel string = 'info'

@description('Tags for every resource, for example who owns it and who pays.')
param tags object = {}

var unique = substring(uniqueString(resourceGroup().id, resourceBaseName), 0, 6)
var webAppName = '${resourceBaseName}-${unique}'
var databaseName = 'uptake'
var databaseZone = '${resourceBaseName}-${unique}.private.postgres.database.azure.com'
var keyVaultSecretsUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-b874-0445c86b69e6'
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: resourceBaseName
  location: location
  tags: tags
}

// Network: one part for the web app, one for the database, and a name for the database that only they can look up.

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: resourceBaseName
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: ['10.20.0.0/24']
    }
    subnets: [
      {
        name: 'web'
        properties: {
          addressPrefix: '10.20.0.0/26'
          delegations: [
            {
              name: 'web'
              properties: {
                serviceName: 'Microsoft.Web/serverFarms'
              }
            }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.20.0.64/28'
          delegations: [
            {
              name: 'database'
              properties: {
                serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers'
              }
            }
          ]
        }
      }
    ]
  }

  resource web 'subnets' existing = {
    name: 'web'
  }

  resource database 'subnets' existing = {
    name: 'database'
  }
}

resource databaseNames 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: databaseZone
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: resourceBaseName
    location: 'global'
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
}

// Database

resource postgres 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${resourceBaseName}-${unique}'
  location: location
  tags: tags
  sku: {
    name: postgresSku
    tier: postgresTier
  }
  properties: {
    version: postgresVersion
    administratorLogin: databaseLogin
    administratorLoginPassword: databasePassword
    authConfig: {
      activeDirectoryAuth: 'Disabled'
      passwordAuth: 'Enabled'
    }
    storage: {
      storageSizeGB: postgresStorageGB
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: backupDays
      geoRedundantBackup: geoRedundantBackup
    }
    highAvailability: {
      mode: postgresHighAvailability
    }
    network: {
      delegatedSubnetResourceId: network::database.id
      privateDnsZoneArmResourceId: databaseNames.id
    }
  }
  dependsOn: [databaseNames::link]

  resource database 'databases' = {
    name: databaseName
    properties: {
      charset: 'UTF8'
      collation: 'en_US.utf8'
    }
  }

  // Extensions that migrations may create.
  resource extensions 'configurations' = {
    name: 'azure.extensions'
    properties: {
      value: 'PG_TRGM,UNACCENT'
      source: 'user-override'
    }
    dependsOn: [database]
  }
}

// Secrets

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${take(resourceBaseName, 16)}-${unique}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
  }

  resource databaseUrl 'secrets' = {
    name: 'database-url'
    properties: {
      value: 'postgres://${databaseLogin}:${uriComponent(databasePassword)}@${postgres.properties.fullyQualifiedDomainName}:5432/${databaseName}?sslmode=verify-full'
    }
  }

  resource clientSecret 'secrets' = {
    name: 'aad-app-client-secret'
    properties: {
      value: aadAppClientSecret
    }
  }
}

resource vaultReader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: keyVaultSecretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

// Web app

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = {
  name: resourceBaseName
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: appServiceSku
    capacity: instances
  }
  properties: {
    reserved: true
  }
}

resource webApp 'Microsoft.Web/sites@2023-12-01' = {
  name: webAppName
  location: location
  tags: tags
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: network::web.id
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node dist/main.js'
      alwaysOn: true
      healthCheckPath: '/readyz'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      appSettings: [
        { name: 'NODE_ENV', value: 'production' }
        { name: 'LOG_LEVEL', value: logLevel }
        { name: 'DATABASE_URL', value: '@Microsoft.KeyVault(SecretUri=${vault::databaseUrl.properties.secretUri})' }
        { name: 'DATA_DIR', value: '/tmp/uptake' } // of this copy alone; what lasts is in the database
        { name: 'BOT_ID', value: identity.properties.clientId }
        { name: 'BOT_TYPE', value: 'UserAssignedMSI' }
        { name: 'BOT_TENANT_ID', value: identity.properties.tenantId }
        { name: 'AAD_APP_CLIENT_ID', value: aadAppClientId }
        { name: 'AAD_APP_TENANT_ID', value: aadAppTenantId }
        { name: 'AAD_APP_CLIENT_SECRET', value: '@Microsoft.KeyVault(SecretUri=${vault::clientSecret.properties.secretUri})' }
        { name: 'GRAPH_TENANTS', value: graphTenants }
        { name: 'GRAPH_REPORTS_PER_TEN_MINUTES', value: string(graphReportsPerTenMinutes) }
        { name: 'GRAPH_PRESENCE', value: graphPresence ? 'true' : 'false' } // string() would write True
        { name: 'GRAPH_AUTOMATIC_REPLIES', value: graphAutomaticReplies ? 'true' : 'false' }
        { name: 'TEAMS_APP_ID', value: teamsAppId }
        { name: 'TEAMS_APP_CATALOGUE_ID', value: teamsAppCatalogueId }
        { name: 'PRIVACY_CONTACT', value: privacyContact }
        { name: 'PRIVILEGE_DAYS', value: privilegeDays }
        { name: 'HOLD_OUT_PERCENT', value: string(holdOutPercent) }
        { name: 'HOLD_OUT_BY', value: holdOutBy }
        { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
        { name: 'WEBSITE_RUN_FROM_PACKAGE', value: '1' }
        { name: 'WEBSITE_HEALTHCHECK_MAXPINGFAILURES', value: '5' }
      ]
    }
  }
  dependsOn: [vaultReader]

  // Deployment signs in with Entra only.
  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource noScmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

// Bot

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: webAppName
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: botDisplayName
    endpoint: 'https://${webApp.properties.defaultHostName}/api/messages'
    msaAppId: identity.properties.clientId
    msaAppMSIResourceId: identity.id
    msaAppTenantId: identity.properties.tenantId
    msaAppType: 'UserAssignedMSI'
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
    }
  }
}

// Written into env/.env.<name> by the toolkit.
output AZURE_APP_SERVICE_RESOURCE_ID string = webApp.id
output BOT_ID string = identity.properties.clientId
output BOT_TENANT_ID string = identity.properties.tenantId
output BOT_DOMAIN string = webApp.properties.defaultHostName
