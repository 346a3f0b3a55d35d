import { toCommerceSettingsJSON } from '../billing/wire/plan.ts';
import { MAX_MEMBERSHIPS_DEFAULT } from '../flows/organizations/organizations.ts';
import { CREATOR_ROLE, DEFAULT_ROLE } from '../flows/organizations/roles.ts';
import { MAX_PASSWORD_BYTES, MIN_PASSWORD_LENGTH } from '../flows/sign-in/passwords.ts';
import type { Instance } from '../instance/instance.ts';
import { readSessionTasks } from '../settings/session-tasks.ts';

/**
 * The instance's settings: production, one session per browser, e-mail and password, organizations. What the local Clerk
 * cannot do is switched off, so that no component offers it.
 *
 * @source `@clerk/shared` `EnvironmentJSON`; `@clerk/clerk-js` `Environment`, `UserSettings`.
 */
export function toEnvironmentJSON(instance: Instance) {
  const { options, instanceId } = instance;
  const tasks = readSessionTasks(instance);
  return {
    object: 'environment',
    id: `env_${instanceId}`,
    maintenance_mode: false,
    client_debug_mode: false,
    partitioned_cookies: false,
    auth_config: {
      object: 'auth_config',
      id: `aac_${instanceId}`,
      first_name: 'on',
      last_name: 'on',
      email_address: 'required',
      phone_number: 'off',
      username: 'off',
      password: 'required',
      identification_requirements: [['email_address']],
      identification_strategies: ['email_address'],
      first_factors: ['email_code', 'password', 'reset_password_email_code', 'ticket'],
      second_factors: ['totp', 'backup_code'],
      email_address_verification_strategies: ['email_code'],
      enhanced_email_deliverability: false,
      url_based_session_syncing: false,
      native_settings: {
        object: 'native_settings',
        api_enabled: false,
        trusted_device_sign_in_enabled: false,
        trusted_device_enrollment_prompt_after_sign_in_enabled: false,
        trusted_device_enrollment_prompt_after_sign_up_enabled: false,
      },
      single_session_mode: true,
      claimed_at: null,
      reverification: true,
      preferred_channels: {},
      session_minter: false,
      test_mode: true,
    },
    display_config: buildDisplayConfig(options, instanceId),
    user_settings: buildUserSettings(tasks.secondFactorRequired),
    organization_settings: {
      enabled: true,
      max_allowed_memberships: MAX_MEMBERSHIPS_DEFAULT,
      force_organization_selection: tasks.membershipRequired,
      actions: { admin_delete: true },
      domains: { enabled: false, enrollment_modes: [], default_role: DEFAULT_ROLE },
      slug: { disabled: false },
      creator_role: CREATOR_ROLE,
      organization_creation_defaults: { enabled: false },
    },
    commerce_settings: toCommerceSettingsJSON(instance),
    api_keys_settings: {
      object: 'api_keys_settings',
      id: `aks_${instanceId}`,
      enabled: true,
      user_api_keys_enabled: true,
      orgs_api_keys_enabled: true,
    },
    protect_config: { object: 'protect_config', id: `pc_${instanceId}`, loaders: [] },
    fraud_settings: { object: 'fraud_settings', native: { device_attestation_mode: 'disabled' } },
  };
}

function buildDisplayConfig(options: Instance['options'], instanceId: string) {
  return {
    object: 'display_config',
    id: `dc_${instanceId}`,
    instance_environment_type: 'production',
    application_name: options.applicationName,
    preferred_sign_in_strategy: 'password',
    branded: false,
    show_devmode_warning: false,
    logo_image_url: '',
    favicon_image_url: '',
    logo_url: null,
    logo_image: null,
    logo_link_url: '',
    favicon_url: null,
    favicon_image: null,
    help_url: null,
    google_one_tap_client_id: null,
    clerk_js_version: null,
    experimental_force_oauth_first: false,
    oauth_consent_url: '',
    support_email: '',
    terms_url: '',
    privacy_policy_url: '',
    home_url: options.homeUrl,
    sign_in_url: options.signInUrl,
    sign_up_url: options.signUpUrl,
    user_profile_url: '',
    organization_profile_url: '',
    create_organization_url: '',
    after_sign_in_url: '',
    after_sign_up_url: '',
    after_sign_out_one_url: '',
    after_sign_out_all_url: '',
    after_switch_session_url: '',
    after_leave_organization_url: '',
    after_create_organization_url: '',
    waitlist_url: '',
    after_join_waitlist_url: '',
    captcha_public_key: null,
    captcha_public_key_invisible: null,
    captcha_widget_type: null,
    captcha_provider: 'turnstile',
    captcha_oauth_bypass: [],
    captcha_heartbeat: false,
    theme: buildTheme(),
  };
}

function buildTheme() {
  return {
    buttons: { font_color: '#ffffff', font_family: 'inherit', font_weight: '600' },
    general: {
      color: '#334155',
      padding: '1em',
      box_shadow: 'none',
      font_color: '#111111',
      font_family: 'inherit',
      border_radius: '0.5em',
      background_color: '#ffffff',
      label_font_weight: '600',
    },
    accounts: { background_color: '#ffffff' },
  };
}

function buildUserSettings(isSecondFactorRequired: boolean) {
  return {
    attributes: buildAttributes(),
    social: {},
    saml: { enabled: false },
    enterprise_sso: { enabled: false, self_serve_sso: false },
    sign_in: { second_factor: { required: false, enabled: true } },
    sign_up: {
      captcha_enabled: false,
      captcha_widget_type: 'invisible',
      custom_action_required: false,
      progressive: true,
      allowlist_only: false,
      mode: 'public',
      legal_consent_enabled: false,
      mfa: { required: isSecondFactorRequired },
    },
    restrictions: {
      allowlist: { enabled: false },
      blocklist: { enabled: false },
      allowlist_blocklist_disabled_on_sign_in: { enabled: false },
      block_email_subaddresses: { enabled: false },
      block_disposable_email_domains: { enabled: false },
    },
    password_settings: {
      disable_hibp: true,
      disable_password_reverification: true,
      enforce_hibp_on_sign_in: false,
      min_length: MIN_PASSWORD_LENGTH,
      max_length: MAX_PASSWORD_BYTES,
      require_special_char: false,
      require_numbers: false,
      require_uppercase: false,
      require_lowercase: false,
      show_zxcvbn: false,
      min_zxcvbn_strength: 0,
      allowed_special_characters: '!"#$%&\'()*+,-./:;<=>?@[]^_`{|}~',
    },
    passkey_settings: { allow_autofill: false, show_sign_in_button: false, satisfies_second_factor: false },
    username_settings: {
      min_length: 4,
      max_length: 64,
      allow_extended_special_characters: false,
      allow_numeric_usernames: false,
    },
    actions: { delete_self: true, create_organization: true, create_organizations_limit: null },
    attack_protection: {
      user_lockout: { enabled: false, max_attempts: 100, duration_in_minutes: 60 },
      pii: { enabled: false },
      email_link: { require_same_client: false },
      enumeration_protection: { enabled: false },
    },
  };
}

function buildAttributes() {
  const off = buildAttribute({});
  return {
    email_address: buildAttribute({
      enabled: true,
      required: true,
      used_for_first_factor: true,
      first_factors: ['email_code'],
      verifications: ['email_code'],
      verify_at_sign_up: true,
    }),
    phone_number: off,
    username: off,
    web3_wallet: off,
    first_name: buildAttribute({ enabled: true }),
    last_name: buildAttribute({ enabled: true }),
    ticket: off,
    password: buildAttribute({ enabled: true, required: true }),
    passkey: off,
    authenticator_app: buildAttribute({
      enabled: true,
      used_for_second_factor: true,
      second_factors: ['totp'],
    }),
    backup_code: buildAttribute({
      enabled: true,
      used_for_second_factor: true,
      second_factors: ['backup_code'],
    }),
  };
}

interface Attribute {
  enabled: boolean;
  required: boolean;
  used_for_first_factor: boolean;
  first_factors: string[];
  used_for_second_factor: boolean;
  second_factors: string[];
  verifications: string[];
  verify_at_sign_up: boolean;
  immutable: boolean;
}

function buildAttribute(settings: Partial<Attribute>): Attribute {
  return {
    enabled: false,
    required: false,
    used_for_first_factor: false,
    first_factors: [],
    used_for_second_factor: false,
    second_factors: [],
    verifications: [],
    verify_at_sign_up: false,
    immutable: false,
    ...settings,
  };
}
