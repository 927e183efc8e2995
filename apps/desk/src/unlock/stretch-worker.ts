// The worker that stretches a member's code: one message in, one out, then it ends.
import { stretchMember } from '@isnad/vault/stretch'

type Asked = Parameters<typeof stretchMember>

self.onmessage = async ({ data }: MessageEvent<{ code: Asked[0]; programmeId: Asked[1] }>) => {
  const stretched = await stretchMember(data.code, data.programmeId).catch((): null => null)
  self.postMessage(stretched)
}
