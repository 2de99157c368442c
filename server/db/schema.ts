import type { ColumnType, GeneratedAlways } from 'kysely';
import type { MessagePriority, MessageType, MessageVisibility } from '../../shared/messages.ts';
import type { OrderChangeKind } from '../../shared/chat-orders.ts';
import type { LabResultStatus } from '../../shared/lab-result-status.ts';
import type { NotificationChannel, NotificationType } from '../../shared/notification-types.ts';
import type { NotificationEntityKind } from '../../shared/notifications.ts';
import type { OrderStatus } from '../../shared/order-status.ts';
import type { PriorAuthStatus } from '../../shared/prior-auth-status.ts';
import type { QuietHours } from '../../shared/quiet-hours.ts';
import type { Role, TenantKind } from '../../shared/roles.ts';
import type { TaskState } from '../../shared/tasks.ts';
import type { ClinicSchema } from './clinic-schema.ts';
import type { Timestamp, TimestampWithDefault, WithDefault } from './columns.ts';

export interface Schema extends ClinicSchema {
  installation: { id: WithDefault<boolean>; epoch: string };
  signing_key: {
    id: string;
    public_jwk: ColumnType<Record<string, unknown>, string, string>;
    private_key: string;
    created_at: TimestampWithDefault;
    retired_at: Date | null;
  };
  tenant: { tenant_id: string; name: string; kind: TenantKind; time_zone: WithDefault<string>; created_at: TimestampWithDefault };
  user_account: {
    tenant_id: string;
    id: string;
    email: string;
    name: string;
    role: Role;
    password_hash: string;
    disabled_at: Date | null;
    created_at: TimestampWithDefault;
  };
  search_due: { tenant_id: string; room_id: string; seq: number };
  search_word: { tenant_id: string; kind: 'patient' | 'order' | 'item' | 'note'; word: string; id: string };
  sign_in_address: { tenant_id: string; user_id: string; email: string };
  patient: {
    tenant_id: string;
    id: string;
    name: string;
    /** `YYYY-MM-DD`. */
    date_of_birth: string;
    user_id: string | null;
    created_at: TimestampWithDefault;
  };
  session: {
    tenant_id: string;
    id: string;
    user_id: string;
    user_agent: string | null;
    created_at: TimestampWithDefault;
    last_used_at: TimestampWithDefault;
    expires_at: Timestamp;
    ended_at: Date | null;
    ended_because: 'logout' | 'reuse' | 'disabled' | 'password' | 'role' | 'replaced' | 'limit' | null;
    /** Names the browser, as its cookie does. */
    device_id: WithDefault<string | null>;
  };
  refresh_token: {
    tenant_id: string;
    token_hash: Buffer;
    session_id: string;
    issued_at: TimestampWithDefault;
    used_at: Date | null;
  };
  topic: { tenant_id: string; name: string; seq: WithDefault<number> };
  event: {
    tenant_id: string;
    topic: string;
    seq: number;
    at: Timestamp;
    type: string;
    audience: MessageVisibility;
    body: string;
  };
  room: { tenant_id: string; id: string; kind: 'chat_order' | 'thread'; created_at: TimestampWithDefault };
  room_member: { tenant_id: string; room_id: string; user_id: string; joined_at: TimestampWithDefault };
  room_progress: {
    tenant_id: string;
    room_id: string;
    user_id: string;
    last_read_seq: WithDefault<number>;
    last_delivered_seq: WithDefault<number>;
  };
  message: {
    tenant_id: string;
    room_id: string;
    seq: number;
    id: string;
    client_message_id: string;
    sender_id: string;
    content: string;
    message_type: MessageType;
    visibility: MessageVisibility;
    priority: MessagePriority;
    mention_ids: WithDefault<string[]>;
    aside_of_claim: WithDefault<boolean>;
    created_at: Timestamp;
  };
  order_request: {
    tenant_id: string;
    created_by_id: string;
    client_order_id: string;
    room_id: string;
    patient_id: string;
    created_at: Timestamp;
  };
  chat_order: {
    tenant_id: string;
    room_id: string;
    patient_id: string;
    status: OrderStatus;
    is_open: GeneratedAlways<boolean>;
    version: WithDefault<number>;
    assignee_id: string | null;
    claimed_by_id: string | null;
    waiting_since: Timestamp;
    answered: WithDefault<boolean>;
    created_by_id: string;
    client_order_id: string;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  order_item: {
    tenant_id: string;
    room_id: string;
    id: string;
    position: number;
    name: string;
    strength: string;
    quantity: number;
    directions: string;
  };
  order_change: {
    tenant_id: string;
    room_id: string;
    id: string;
    kind: OrderChangeKind;
    actor_id: string;
    from_value: string | null;
    to_value: string | null;
    reason: string | null;
    at: Timestamp;
  };
  task: {
    tenant_id: string;
    id: string;
    title: string;
    patient_id: string | null;
    assignee_id: string | null;
    state: WithDefault<TaskState>;
    due_at: Date | null;
    due_key: GeneratedAlways<Date>;
    completed_by_id: string | null;
    completed_at: Date | null;
    version: WithDefault<number>;
    created_by_id: string;
    client_task_id: string;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  prior_auth: {
    tenant_id: string;
    id: string;
    patient_id: string;
    medication: string;
    payer: string;
    status: WithDefault<PriorAuthStatus>;
    status_since: Timestamp;
    note: string | null;
    version: WithDefault<number>;
    created_by_id: string;
    client_prior_auth_id: string;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  lab_result: {
    tenant_id: string;
    id: string;
    patient_id: string;
    test: string;
    ordered_by_id: string;
    status: WithDefault<LabResultStatus>;
    status_since: Timestamp;
    reviewed_by_id: string | null;
    version: WithDefault<number>;
    created_by_id: string;
    client_lab_result_id: string;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
  notification: {
    tenant_id: string;
    user_id: string;
    id: string;
    type: NotificationType;
    title: string;
    body: string;
    entity_kind: NotificationEntityKind | null;
    entity_id: string | null;
    created_at: Timestamp;
    read_at: Date | null;
    is_urgent: WithDefault<boolean>;
  };
  notification_settings: {
    tenant_id: string;
    user_id: string;
    channels: ColumnType<Partial<Record<NotificationType, NotificationChannel[]>>, string, string>;
    quiet_hours: ColumnType<QuietHours | null, string | null, string | null>;
  };
  announcement: {
    tenant_id: string;
    id: string;
    title: string;
    body: string;
    sent_by_id: string;
    client_announcement_id: string;
    sent_at: Timestamp;
  };
  audit_entry: {
    tenant_id: string;
    id: string;
    at: TimestampWithDefault;
    actor_id: string | null;
    session_id: string | null;
    action: string;
    room_id: string | null;
    patient_id: string | null;
    outcome: 'allowed' | 'denied';
    /** How often, when it is one row for what repeated itself, and when for the last time. */
    count: WithDefault<number>;
    last_at: WithDefault<Date | null>;
  };
  /** Where in a tenant's rows the removal of old ones stands. */
  retention_due: { tenant_id: string; step: WithDefault<'events' | 'people'>; after: string | null; due_at: TimestampWithDefault };
  sign_in_failure: {
    id: string;
    network: string;
    outcome: 'wrong' | 'refused';
    at: Timestamp;
    last_at: Date | null;
    count: number;
  };
}
