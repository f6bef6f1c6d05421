// @ts-check
// The camera of this device, live. Browsers lend it to secure pages alone.

import { copyOf } from "./picture.js";

/** Can there be a live camera here? */
export const canBeLive = () => globalThis.isSecureContext && Boolean(navigator.mediaDevices?.getUserMedia);

export class Camera {
  /** @param {HTMLVideoElement} video */
  constructor(video) {
    this.video = video;
    /** @type {MediaStream | null} */
    this.stream = null;
  }

  /** Rejects where there is no camera, or where it may not be used. */
  async start() {
    const video = { facingMode: "environment", width: { ideal: 1280 } };
    this.stream = await navigator.mediaDevices.getUserMedia({ video });
    this.video.srcObject = this.stream;
    await this.video.play();
  }

  stop() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    Object.assign(this, { stream: null });
    this.video.srcObject = null;
  }

  /** What it sees now. */
  take() {
    return copyOf(this.video, this.video.videoWidth, this.video.videoHeight);
  }
}
